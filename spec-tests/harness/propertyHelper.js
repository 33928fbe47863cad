// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Checks of the descriptors of properties, both as they are reported and as
  the property behaves.
defines:
  - verifyProperty
  - verifyCallableProperty
  - verifyEqualTo
  - verifyWritable
  - verifyNotWritable
  - verifyEnumerable
  - verifyNotEnumerable
  - verifyConfigurable
  - verifyNotConfigurable
  - verifyPrimordialProperty
  - verifyPrimordialCallableProperty
---*/

// The intrinsics that the checks use, captured before a test may patch them.
var __propertyHelper = (function () {
  var call = Function.prototype.call;
  var uncurry = function (method) {
    return call.bind(method);
  };
  return {
    String: String,
    TypeError: TypeError,
    isArray: Array.isArray,
    defineProperty: Object.defineProperty,
    getOwnPropertyDescriptor: Object.getOwnPropertyDescriptor,
    getOwnPropertyNames: Object.getOwnPropertyNames,
    hasOwnProperty: uncurry(Object.prototype.hasOwnProperty),
    propertyIsEnumerable: uncurry(Object.prototype.propertyIsEnumerable),
    join: uncurry(Array.prototype.join),
    push: uncurry(Array.prototype.push),
    fields: {
      __proto__: null,
      value: true,
      writable: true,
      get: true,
      set: true,
      enumerable: true,
      configurable: true
    },

    label: function (name) {
      return '[' + this.String(name) + ']';
    },

    isEnumerable: function (obj, name) {
      if (typeof name === 'symbol') {
        return this.propertyIsEnumerable(obj, name);
      }
      var key = this.String(name);
      var seen = false;
      for (var each in obj) {
        if (each === key) {
          seen = true;
        }
      }
      return seen && this.hasOwnProperty(obj, name) && this.propertyIsEnumerable(obj, name);
    },

    isWritable: function (obj, name, verifyName, value) {
      // An array takes only a length as its length.
      var fresh = this.isArray(obj) && name === 'length' ? 4294967295 : 'unlikelyValue';
      var newValue = value || fresh;
      var hadValue = this.hasOwnProperty(obj, name);
      var oldValue = obj[name];
      if (value === undefined && assert._isSameValue(newValue, oldValue)) {
        newValue = newValue === 4294967295 ? 4294967294 : newValue + '2';
      }
      try {
        obj[name] = newValue;
      } catch (error) {
        this.expectTypeError(error, 'write');
      }
      var written = assert._isSameValue(obj[verifyName || name], newValue);
      // What the attempt changed is put back.
      if (written) {
        if (hadValue) {
          obj[name] = oldValue;
        } else {
          delete obj[name];
        }
      }
      return written;
    },

    // Deletes the property if that is possible.
    isConfigurable: function (obj, name) {
      try {
        delete obj[name];
      } catch (error) {
        this.expectTypeError(error, 'delete');
      }
      return !this.hasOwnProperty(obj, name);
    },

    expectTypeError: function (error, action) {
      if (!(error instanceof this.TypeError)) {
        throw new Test262Error('Expected TypeError from an attempt to ' + action +
          ', got ' + assert._toString(error));
      }
    }
  };
})();

// Checks that `obj` has the own property `name` with the attributes in `desc`
// (those that are not mentioned are not checked); with `undefined` for `desc`,
// that there is no such own property. Deletes the property if it is
// configurable and that is checked, unless `options.restore` is set.
function verifyProperty(obj, name, desc, options) {
  var helper = __propertyHelper;
  assert(
    arguments.length > 2,
    'verifyProperty should receive at least 3 arguments: obj, name, and descriptor'
  );

  var original = helper.getOwnPropertyDescriptor(obj, name);
  var label = helper.label(name);

  if (desc === undefined) {
    assert.sameValue(original, undefined, 'obj' + label + ' descriptor should be undefined');
    return true;
  }

  assert(
    helper.hasOwnProperty(obj, name),
    'obj should have an own property ' + helper.String(name)
  );
  assert.notSameValue(desc, null, 'The desc argument should be an object or undefined, null');
  assert.sameValue(
    typeof desc, 'object',
    'The desc argument should be an object or undefined, ' + assert._toString(desc)
  );

  var names = helper.getOwnPropertyNames(desc);
  for (var i = 0; i < names.length; i++) {
    assert(helper.fields[names[i]] === true, 'Invalid descriptor field: ' + names[i]);
  }

  var failures = [];
  var wants = function (field) {
    return helper.hasOwnProperty(desc, field);
  };
  var check = function (right, message) {
    if (!right) {
      helper.push(failures, message);
    }
  };

  if (wants('value')) {
    check(
      assert._isSameValue(desc.value, original.value),
      'obj' + label + ' descriptor value should be ' + assert._toString(desc.value) +
        ' but is ' + assert._toString(original.value)
    );
    check(
      assert._isSameValue(desc.value, obj[name]),
      'obj' + label + ' value should be ' + assert._toString(desc.value)
    );
  }

  if (wants('get')) {
    check(
      assert._isSameValue(desc.get, original.get),
      'obj' + label + ' descriptor should have the expected getter'
    );
  }

  if (wants('set')) {
    check(
      assert._isSameValue(desc.set, original.set),
      'obj' + label + ' descriptor should have the expected setter'
    );
  }

  if (wants('enumerable') && desc.enumerable !== undefined) {
    check(
      desc.enumerable === original.enumerable &&
        desc.enumerable === helper.isEnumerable(obj, name),
      'obj' + label + ' descriptor should ' + (desc.enumerable ? '' : 'not ') + 'be enumerable'
    );
  }

  // What changes the object comes last.
  if (wants('writable') && desc.writable !== undefined) {
    check(
      desc.writable === original.writable &&
        desc.writable === helper.isWritable(obj, name),
      'obj' + label + ' descriptor should ' + (desc.writable ? '' : 'not ') + 'be writable'
    );
  }

  if (wants('configurable') && desc.configurable !== undefined) {
    check(
      desc.configurable === original.configurable &&
        desc.configurable === helper.isConfigurable(obj, name),
      'obj' + label + ' descriptor should ' + (desc.configurable ? '' : 'not ') +
        'be configurable'
    );
  }

  if (options && options.restore) {
    helper.defineProperty(obj, name, original);
  }

  if (failures.length > 0) {
    throw new Test262Error(helper.join(failures, '; '));
  }
  return true;
}

// Checks a property whose value is a function, with the name and the length of
// the function. Without `desc` the property is one of a built-in method:
// writable, not enumerable and configurable. Without `functionName` the name of
// the function is that of the property.
function verifyCallableProperty(obj, name, functionName, functionLength, desc, options) {
  var helper = __propertyHelper;
  var value = obj[name];
  var label = helper.label(name);

  assert.sameValue(typeof value, 'function', 'obj' + label + ' should be a function');

  var expected = { writable: true, enumerable: false, configurable: true, value: value };
  if (desc !== undefined) {
    expected = {};
    var names = helper.getOwnPropertyNames(desc);
    for (var i = 0; i < names.length; i++) {
      expected[names[i]] = desc[names[i]];
    }
    if (!helper.hasOwnProperty(desc, 'value') && !helper.hasOwnProperty(desc, 'get')) {
      expected.value = value;
    }
  }
  verifyProperty(obj, name, expected, options);

  if (functionName === undefined) {
    functionName = typeof name === 'symbol' ? '[' + name.description + ']' : helper.String(name);
  }
  verifyProperty(value, 'name', {
    value: functionName,
    writable: false,
    enumerable: false,
    configurable: expected.configurable
  }, options);
  verifyProperty(value, 'length', {
    value: functionLength,
    writable: false,
    enumerable: false,
    configurable: expected.configurable
  }, options);
  return true;
}

function verifyEqualTo(obj, name, value) {
  if (!assert._isSameValue(obj[name], value)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' to equal ' +
      assert._toString(value) + ', actually ' + assert._toString(obj[name]));
  }
}

function verifyWritable(obj, name, verifyProp, value) {
  if (!verifyProp) {
    assert(
      __propertyHelper.getOwnPropertyDescriptor(obj, name).writable,
      'Expected obj' + __propertyHelper.label(name) + ' to have writable:true.'
    );
  }
  if (!__propertyHelper.isWritable(obj, name, verifyProp, value)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' to be writable, but was not.');
  }
}

function verifyNotWritable(obj, name, verifyProp, value) {
  if (!verifyProp) {
    assert(
      !__propertyHelper.getOwnPropertyDescriptor(obj, name).writable,
      'Expected obj' + __propertyHelper.label(name) + ' to have writable:false.'
    );
  }
  if (__propertyHelper.isWritable(obj, name, verifyProp, value)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' NOT to be writable, but was.');
  }
}

function verifyEnumerable(obj, name) {
  if (!__propertyHelper.isEnumerable(obj, name)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' to be enumerable, but was not.');
  }
}

function verifyNotEnumerable(obj, name) {
  if (__propertyHelper.isEnumerable(obj, name)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' NOT to be enumerable, but was.');
  }
}

function verifyConfigurable(obj, name) {
  if (!__propertyHelper.isConfigurable(obj, name)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' to be configurable, but was not.');
  }
}

function verifyNotConfigurable(obj, name) {
  if (__propertyHelper.isConfigurable(obj, name)) {
    throw new Test262Error('Expected obj' + __propertyHelper.label(name) + ' NOT to be configurable, but was.');
  }
}

// For the objects that every realm has: the property is there again afterwards.
function verifyPrimordialProperty(obj, name, desc) {
  assert(
    arguments.length > 2,
    'verifyPrimordialProperty should receive at least 3 arguments: obj, name, and descriptor'
  );
  return verifyProperty(obj, name, desc, { restore: true });
}

function verifyPrimordialCallableProperty(obj, name, functionName, functionLength, desc) {
  return verifyCallableProperty(obj, name, functionName, functionLength, desc, { restore: true });
}
