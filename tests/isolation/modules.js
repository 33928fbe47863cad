// clause: ExecuteAsyncModule, Evaluate
// holds: the body of a module runs in the empty context, whoever imports it first, and its namespace brings no context along

//// victim
const variable = new AsyncContext.Variable();
handed.namespace = await variable.run(secret, () => import('./fixtures/module.mjs'));
handed.failing = variable.run(secret, () => import('./fixtures/failing.mjs'));
handed.failing.catch(() => {});
variable.run(secret, () => { same(handed.namespace.read(variable), secret); });

//// attacker
const { namespace } = handed;
leak(namespace, namespace.inBody, Reflect.ownKeys(namespace), namespace.inBody?.run?.(() => 1));
same(namespace.inBody.run(tenant), undefined, 'a snapshot of the body has nothing of the importer');
same(namespace.afterAwait.run(tenant), undefined);
throws('TypeError', () => { Object.defineProperty(namespace, 'read', { value: 1 }); });
const again = await import('./fixtures/module.mjs');
same(again.inBody.run(tenant), undefined);
same(tenant(), 'attacker');
try { await handed.failing; } catch (error) { leak(error, error.stack); }
same(tenant(), 'attacker');
