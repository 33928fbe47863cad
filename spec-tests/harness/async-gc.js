// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Collection of garbage in tests. A host's $262.gc() may collect at once and
  return undefined, or return a promise that resolves when finalization jobs
  have run; both are waited for. No host is obliged to collect anything, so a
  test that ends with resolveAsyncGC passes where nothing was collected.
defines: [asyncGC, asyncGCDeref, resolveAsyncGC]
features: [FinalizationRegistry, WeakRef, host-gc-required, async-functions]
---*/

// Resolves when every one of `targets` was collected, rejects with
// asyncGC.notCollected if that did not happen. The caller drops its own
// references before the first turn ends.
var asyncGC = (function () {
  var NativeFinalizationRegistry = FinalizationRegistry;
  var NativeWeakRef = WeakRef;
  var register = Function.prototype.call.bind(FinalizationRegistry.prototype.register);
  var deref = Function.prototype.call.bind(WeakRef.prototype.deref);
  var rounds = 3;

  function watch(targets) {
    var state = { finalized: 0, length: targets.length, refs: [], registry: undefined };
    state.registry = new NativeFinalizationRegistry(function () {
      state.finalized++;
    });
    for (var i = 0; i < targets.length; i++) {
      register(state.registry, targets[i], 'target');
      state.refs[i] = new NativeWeakRef(targets[i]);
    }
    return state;
  }

  function allGone(state) {
    for (var i = 0; i < state.length; i++) {
      if (deref(state.refs[i]) !== undefined) {
        return false;
      }
    }
    return true;
  }

  async function collect(state) {
    // The job that registered ends first: until then a WeakRef keeps its target.
    await undefined;
    for (var round = 0; round < rounds; round++) {
      await asyncGCDeref();
      if (state.finalized === state.length) {
        return;
      }
    }
    // The cleanup callbacks may be late where a turn cannot be waited for.
    if (!allGone(state)) {
      throw asyncGC.notCollected;
    }
  }

  // Not an async function, so that no frame of it lives on with the targets.
  function asyncGC() {
    return collect(watch(arguments));
  }

  asyncGC.notCollected = Symbol('Object was not collected');
  return asyncGC;
})();

// Two collections, each followed by a turn where the host offers one.
var asyncGCDeref = (function () {
  var NativePromise = Promise;
  var later = typeof setTimeout === 'function' ? setTimeout : undefined;

  async function collection() {
    var collected = $262.gc();
    await collected;
    if (collected === undefined && later !== undefined) {
      await new NativePromise(function (resolve) {
        later(resolve, 0);
      });
    }
  }

  return async function asyncGCDeref() {
    if ($262.clearKeptObjects) {
      await $262.clearKeptObjects();
    }
    await collection();
    await collection();
  };
})();

// The rejection handler of a test that collects: a host that did not collect
// has not failed.
function resolveAsyncGC(err) {
  if (err === asyncGC.notCollected) {
    $DONE();
    return;
  }
  $DONE(err);
}
