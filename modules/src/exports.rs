//! Which names the text of a CommonJS module exports, found without running it.
//!
//! An ES module may import a CommonJS module by name, and names are linked before anything runs. So the text is searched for
//! the forms that people and compilers write, as `cjs-module-lexer` does for Node, but in the syntax tree: `exports.x = ...`,
//! `module.exports = { x, ...require("y") }`, `Object.defineProperty(exports, "x", ...)`, `module.exports = require("y")`,
//! `__exportStar(require("y"), exports)` (TypeScript), `Object.keys(y).forEach(...)` (Babel), `0 && (module.exports = { x })`
//! (esbuild, SWC).

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::ControlFlow,
};

use boa_async_context::check_nesting;
use boa_engine::{
    Context, JsError, Source,
    ast::{
        Expression,
        declaration::{Binding, Variable},
        expression::{
            Call, Identifier,
            access::{PropertyAccess, PropertyAccessField, SimplePropertyAccess},
            literal::{Literal, LiteralKind, ObjectLiteral, PropertyDefinition},
            operator::{
                Assign,
                assign::{AssignOp, AssignTarget},
            },
        },
        property::PropertyName,
        scope::Scope,
        visitor::{VisitWith, Visitor},
    },
    interner::{Interner, Sym},
    parser::Parser,
};

use crate::wrapper::{unwrapped, wrapped};

/// What the text of a CommonJS module exports.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Exports {
    /// The names that it gives itself.
    pub(crate) names: BTreeSet<String>,
    /// The specifiers of the modules whose names it has, too.
    pub(crate) reexports: BTreeSet<String>,
    /// Whether it uses `require()`, `exports` or `module.exports`.
    pub(crate) is_used: bool,
}

impl Exports {
    /// Searches the text. Costs parsing it.
    ///
    /// # Errors
    ///
    /// The parser's `SyntaxError`, if the text is not that of a CommonJS module.
    pub(crate) fn of(text: &str, context: &mut Context) -> Result<Self, JsError> {
        check_nesting(text, context)?;
        let mut interner = Interner::default();
        let text = wrapped(text);
        let script = Parser::new(Source::from_bytes(&text))
            .parse_script(&Scope::new_global(), &mut interner)
            .map_err(|error| unwrapped(&error.to_string()))?;
        let mut search = Search {
            interner: &interner,
            exports: Self::default(),
            required: HashMap::new(),
            members: HashMap::new(),
            whole: HashSet::new(),
        };
        let _ = script.visit_with(&mut search);
        Ok(search.finish())
    }
}

/// The search of one text. Where a name is bound plays no role: the compilers' helpers get `exports` as a parameter.
struct Search<'a> {
    interner: &'a Interner,
    exports: Exports,
    /// The specifiers of the modules in variables: `var y = require("y")`.
    required: HashMap<Sym, String>,
    /// The names of the properties of objects in variables: `var y = { x }`, `y.x = ...`.
    members: HashMap<Sym, BTreeSet<String>>,
    /// The variables whose object is the whole of the exports: `module.exports = y`.
    whole: HashSet<Sym>,
}

impl Search<'_> {
    fn finish(mut self) -> Exports {
        for sym in self.whole {
            self.exports
                .names
                .extend(self.members.remove(&sym).into_iter().flatten());
        }
        self.exports
    }

    fn is(&self, expression: &Expression, name: &str) -> bool {
        match inner(expression) {
            Expression::Identifier(identifier) => self.text(identifier.sym()) == name,
            _ => false,
        }
    }

    fn text(&self, sym: Sym) -> String {
        self.interner.resolve_expect(sym).to_string()
    }

    /// The text of a string literal.
    fn string(&self, expression: &Expression) -> Option<String> {
        match inner(expression) {
            Expression::Literal(literal) => self.literal(literal),
            _ => None,
        }
    }

    fn literal(&self, literal: &Literal) -> Option<String> {
        match literal.kind() {
            LiteralKind::String(sym) => Some(self.text(*sym)),
            _ => None,
        }
    }

    /// The name of the property that is accessed, if the text says it.
    fn field(&self, access: &SimplePropertyAccess) -> Option<String> {
        match access.field() {
            PropertyAccessField::Const(identifier) => Some(self.text(identifier.sym())),
            PropertyAccessField::Expr(expression) => self.string(expression),
        }
    }

    /// Whether an expression is `exports` or `module.exports`.
    fn is_exports(&self, expression: &Expression) -> bool {
        self.is(expression, "exports")
            || simple(expression).is_some_and(|it| self.is_module_exports(it))
    }

    fn is_module_exports(&self, access: &SimplePropertyAccess) -> bool {
        self.is(access.target(), "module") && self.field(access).as_deref() == Some("exports")
    }

    fn is_require(&self, call: &Call) -> bool {
        self.is(call.function(), "require") && call.args().len() == 1
    }

    /// The specifier of `require("y")`, also inside a helper such as `_interopRequireWildcard(require("y"))`, or of a variable
    /// that has it.
    fn required(&self, expression: &Expression) -> Option<String> {
        match inner(expression) {
            Expression::Call(call) => match call.args() {
                [argument, ..] if self.is(call.function(), "require") => self.string(argument),
                [argument, ..] => match inner(call.function()) {
                    Expression::Identifier(_) => self.required(argument),
                    Expression::PropertyAccess(_) => {
                        let helper = simple(call.function()).and_then(|it| self.field(it));
                        let is_helper = helper.is_some_and(|name| name.starts_with("__"));
                        is_helper.then(|| self.required(argument)).flatten()
                    }
                    _ => None,
                },
                [] => None,
            },
            Expression::Identifier(identifier) => self.required.get(&identifier.sym()).cloned(),
            _ => None,
        }
    }

    /// `module.exports = value`
    fn note_whole(&mut self, value: &Expression) {
        match inner(value) {
            Expression::ObjectLiteral(literal) => {
                let names = self.names_of(literal);
                self.exports.names.extend(names);
            }
            Expression::Conditional(conditional) => {
                self.note_whole(conditional.if_true());
                self.note_whole(conditional.if_false());
            }
            Expression::Assign(assign) => {
                if let AssignTarget::Identifier(identifier) = assign.lhs() {
                    self.whole.insert(identifier.sym());
                }
                self.note_whole(assign.rhs());
            }
            value => {
                if let Some(specifier) = self.required(value) {
                    self.exports.reexports.insert(specifier);
                } else if let Expression::Identifier(identifier) = value {
                    self.whole.insert(identifier.sym());
                }
            }
        }
    }

    /// The names of the properties that a literal has. Modules that it spreads are exported again.
    fn names_of(&mut self, literal: &ObjectLiteral) -> Vec<String> {
        let mut names = Vec::new();
        for property in literal.properties() {
            let name = match property {
                PropertyDefinition::IdentifierReference(identifier)
                | PropertyDefinition::CoverInitializedName(identifier, _) => {
                    Some(self.text(identifier.sym()))
                }
                PropertyDefinition::Property(name, _) => self.name(name),
                PropertyDefinition::MethodDefinition(method) => self.name(method.name()),
                PropertyDefinition::SpreadObject(spread) => {
                    if let Some(specifier) = self.required(spread) {
                        self.exports.reexports.insert(specifier);
                    }
                    None
                }
            };
            names.extend(name);
        }
        names
    }

    fn name(&self, name: &PropertyName) -> Option<String> {
        match name {
            PropertyName::Literal(identifier) => Some(self.text(identifier.sym())),
            PropertyName::Computed(expression) => self.string(expression),
        }
    }

    fn note_assignment(&mut self, assign: &Assign) {
        if assign.op() != AssignOp::Assign {
            return;
        }
        match assign.lhs() {
            AssignTarget::Access(PropertyAccess::Simple(access)) => {
                self.exports.is_used |=
                    self.is_module_exports(access) || self.is_exports(access.target());
                if self.is_module_exports(access) {
                    self.note_whole(assign.rhs());
                } else if self.is_exports(access.target())
                    && let Some(name) = self.field(access)
                {
                    self.exports.names.insert(name);
                } else if let Expression::Identifier(object) = inner(access.target())
                    && let Some(name) = self.field(access)
                {
                    self.members.entry(object.sym()).or_default().insert(name);
                }
            }
            // `exports = module.exports = ...` and `var y; y = require("y")`
            AssignTarget::Identifier(identifier) => {
                if let Some(specifier) = self.required(assign.rhs()) {
                    self.required.insert(identifier.sym(), specifier);
                }
            }
            _ => {}
        }
    }

    /// `var y = require("y")`, `var y = { x }`, `var y = module.exports = ...`, `var y = exports`
    fn note_variable(&mut self, identifier: Identifier, init: &Expression) {
        if let Some(specifier) = self.required(init) {
            self.required.insert(identifier.sym(), specifier);
            return;
        }
        let is_whole = match inner(init) {
            Expression::ObjectLiteral(literal) => {
                // What it spreads is exported only if the variable is, which is not known yet.
                let reexports = self.exports.reexports.clone();
                let names = self.names_of(literal);
                self.exports.reexports = reexports;
                self.members
                    .entry(identifier.sym())
                    .or_default()
                    .extend(names);
                false
            }
            Expression::Assign(assign) => match assign.lhs() {
                AssignTarget::Access(PropertyAccess::Simple(access)) => {
                    self.is_module_exports(access)
                }
                AssignTarget::Identifier(identifier) => self.text(identifier.sym()) == "exports",
                _ => false,
            },
            init => self.is_exports(init),
        };
        if is_whole {
            self.whole.insert(identifier.sym());
        }
    }

    fn note_call(&mut self, call: &Call) {
        let function = inner(call.function());
        let method = simple(function).and_then(|access| self.field(access));
        let helper = match function {
            Expression::Identifier(identifier) => Some(self.text(identifier.sym())),
            _ => method.clone(),
        };
        match (call.args(), helper.as_deref()) {
            // TypeScript, with a helper in the file or of tslib.
            ([module, ..], Some("__exportStar" | "__export" | "_export_star")) => {
                if let Some(specifier) = self.required(module) {
                    self.exports.reexports.insert(specifier);
                }
            }
            ([target, name, ..], Some("defineProperty")) if self.is_exports(target) => {
                if let Some(name) = self.string(name) {
                    self.exports.names.insert(name);
                }
            }
            (
                [Expression::FunctionExpression(_) | Expression::ArrowFunction(_)],
                Some("forEach"),
            ) => {
                self.note_babel_star(call);
            }
            _ => {}
        }
    }

    /// `Object.keys(y).forEach(function (key) { ... exports[key] = y[key] ... })`
    fn note_babel_star(&mut self, call: &Call) {
        let Some(access) = simple(inner(call.function())) else {
            return;
        };
        let Expression::Call(keys) = inner(access.target()) else {
            return;
        };
        let is_keys = simple(inner(keys.function())).is_some_and(|keys| {
            self.is(keys.target(), "Object") && self.field(keys).as_deref() == Some("keys")
        });
        let [module] = keys.args() else {
            return;
        };
        if let (true, Some(specifier)) = (is_keys, self.required(module)) {
            let mut star = Star {
                search: self,
                found: false,
            };
            let _ = call.args()[0].visit_with(&mut star);
            if star.found {
                self.exports.reexports.insert(specifier);
            }
        }
    }
}

impl<'ast> Visitor<'ast> for Search<'_> {
    type BreakTy = ();

    fn visit_assign(&mut self, assign: &'ast Assign) -> ControlFlow<()> {
        self.note_assignment(assign);
        assign.visit_with(self)
    }

    fn visit_call(&mut self, call: &'ast Call) -> ControlFlow<()> {
        self.note_call(call);
        self.exports.is_used |= self.is_require(call);
        call.visit_with(self)
    }

    fn visit_variable(&mut self, variable: &'ast Variable) -> ControlFlow<()> {
        if let (Binding::Identifier(identifier), Some(init)) = (variable.binding(), variable.init())
        {
            self.note_variable(*identifier, init);
        }
        variable.visit_with(self)
    }
}

/// Looks for `exports[key] = ...` or `Object.defineProperty(exports, key, ...)` in the function of a Babel star.
struct Star<'a, 'b> {
    search: &'a Search<'b>,
    found: bool,
}

impl<'ast> Visitor<'ast> for Star<'_, '_> {
    type BreakTy = ();

    fn visit_assign(&mut self, assign: &'ast Assign) -> ControlFlow<()> {
        if let AssignTarget::Access(PropertyAccess::Simple(access)) = assign.lhs() {
            let is_computed = matches!(access.field(), PropertyAccessField::Expr(_));
            self.found |= is_computed && self.search.is_exports(access.target());
        }
        assign.visit_with(self)
    }

    fn visit_call(&mut self, call: &'ast Call) -> ControlFlow<()> {
        if let [target, ..] = call.args() {
            let method = simple(inner(call.function())).and_then(|it| self.search.field(it));
            self.found |=
                method.as_deref() == Some("defineProperty") && self.search.is_exports(target);
        }
        call.visit_with(self)
    }
}

/// The expression without parentheses.
fn inner(mut expression: &Expression) -> &Expression {
    while let Expression::Parenthesized(parenthesized) = expression {
        expression = parenthesized.expression();
    }
    expression
}

fn simple(expression: &Expression) -> Option<&SimplePropertyAccess> {
    match inner(expression) {
        Expression::PropertyAccess(PropertyAccess::Simple(access)) => Some(access),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use boa_engine::Context;

    use super::Exports;

    fn exports(text: &str) -> (String, String) {
        let found = Exports::of(text, &mut Context::default()).expect("it parses");
        let join =
            |all: std::collections::BTreeSet<String>| all.into_iter().collect::<Vec<_>>().join(" ");
        (join(found.names), join(found.reexports))
    }

    #[track_caller]
    fn has(text: &str, names: &str, reexports: &str) {
        assert_eq!(
            exports(text),
            (names.to_owned(), reexports.to_owned()),
            "{text}"
        );
    }

    #[test]
    fn forms_that_people_write() {
        has(
            "exports.a = 1; module.exports.b = 2; exports['c d'] = 3;",
            "a b c d",
            "",
        );
        has("exports = module.exports = f; exports.a = 1;", "a", "");
        has(
            "module.exports = { a, 'b': 1, c() {}, get d() { return 1; }, [e]: 2, ['f']: 3, ...g };",
            "a b c d f",
            "",
        );
        has("module.exports = require('./x');", "", "./x");
        has(
            "if (p) { module.exports = require('./p') } else { module.exports = require('./d') }",
            "",
            "./d ./p",
        );
        has(
            "module.exports = p ? require('./p') : require('./d');",
            "",
            "./d ./p",
        );
        has(
            "const x = require('./x'); module.exports = { ...x, ...require('./y') };",
            "",
            "./x ./y",
        );
        has("exports.a = exports.b = void 0;", "a b", "");
        has("#!/usr/bin/env node\nexports.a = 1", "a", "");
        has("return exports.a = 1 // end", "a", "");
    }

    #[test]
    fn an_object_in_a_variable_that_is_exported_whole() {
        has(
            "function E() {} module.exports = E; module.exports.once = 1; E.EventEmitter = E; E['a'] = 1; F.b = 1;",
            "EventEmitter a once",
            "",
        );
        has(
            "var posix = { join: 1, sep() {} }; posix.posix = posix; module.exports = posix;",
            "join posix sep",
            "",
        );
        has(
            "var a = module.exports = ok; a.fail = 1; const b = exports; b.c = 1; var d = { e: 1, ...require('x') };",
            "c fail",
            "",
        );
        has("module.exports = f = g; f.a = 1; g.b = 1;", "a b", "");
    }

    #[test]
    fn what_is_no_export() {
        has(
            "other.exports.a = 1; module.other = { b: 1 }; exports[c] = 1; exports.d += 1; exports.e;",
            "",
            "",
        );
        has("const x = require('./x'); x.a = 1;", "", "");
        has(
            "'exports.a = 1'; /* exports.b = 1 */ `exports.c = 1`; /exports.d = 1/;",
            "",
            "",
        );
        has(
            "Object.defineProperty(other, 'a', {}); Object.keys(x).forEach((k) => { exports[k] = 1; });",
            "",
            "",
        );
        has(
            "const x = require('./x'); Object.keys(x).forEach((k) => { console.log(k); });",
            "",
            "",
        );
    }

    #[test]
    fn forms_that_compilers_write() {
        has(
            "Object.defineProperty(exports, '__esModule', { value: true });
             Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return m.a; } });
             __exportStar(require('./x'), exports); tslib_1.__exportStar(require('./y'), exports); __export(require('./z'));",
            "__esModule a",
            "./x ./y ./z",
        );
        has(
            "var _x = require('./x');
             Object.keys(_x).forEach(function (key) {
                 if (key === 'default' || key === '__esModule') return;
                 Object.defineProperty(exports, key, { enumerable: true, get: function () { return _x[key]; } });
             });
             var _y = _interopRequireWildcard(require('./y'));
             Object.keys(_y).forEach(function (key) { exports[key] = _y[key]; });",
            "",
            "./x ./y",
        );
        has(
            "var src_exports = {}; __export(src_exports, { a: () => a });
             module.exports = __toCommonJS(src_exports);
             0 && (module.exports = { a, b, ...require('./c') });",
            "a b",
            "./c",
        );
        has(
            "(function (global, factory) {
                 typeof exports === 'object' && typeof module !== 'undefined' ? factory(exports) : factory(global.x = {});
             })(this, (function (exports) { 'use strict'; exports.a = a; exports.b = b; }));",
            "a b",
            "",
        );
    }

    #[test]
    fn module_syntax_is_an_error_with_its_place() {
        let error = Exports::of("export const a = 1;", &mut Context::default())
            .expect_err("a module")
            .to_string();
        assert!(error.contains("at line 1, col 1"), "{error}");
        let error = Exports::of("let a;\n  import b from 'b';", &mut Context::default())
            .expect_err("a module")
            .to_string();
        assert!(error.contains("at line 2"), "{error}");
    }
}
