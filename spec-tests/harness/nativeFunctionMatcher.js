// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Checks the source text of built-in functions against the NativeFunction
  grammar.
info: |
  NativeFunction :
    function NativeFunctionAccessor_opt PropertyName[~Yield, ~Await]_opt
      ( FormalParameters[~Yield, ~Await] ) { [ native code ] }
  NativeFunctionAccessor :
    get
    set
defines:
  - assertToStringOrNativeFunction
  - assertNativeFunction
  - validateNativeFunctionSource
---*/

// Throws a SyntaxError unless `source` is a NativeFunction.
var validateNativeFunctionSource = (function () {
  var NativeSyntaxError = SyntaxError;
  var regExpExec = Function.prototype.call.bind(RegExp.prototype.exec);
  var indexOf = Function.prototype.call.bind(String.prototype.indexOf);
  var stringify = JSON.stringify;

  // Every pattern is sticky: it matches where the scanner stands or not at all.
  var gap = /(?:[\s\u2028\u2029\ufeff]|\/\*[^]*?\*\/|\/\/[^\n\r\u2028\u2029]*)*/y;
  var identifier = /(?:[$_\p{ID_Start}]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]+\})(?:[$\u200c\u200d\p{ID_Continue}]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]+\})*/yu;
  var privateName = /#(?=[$_\\\p{ID_Start}])/yu;
  var string = /"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'/y;
  var number = /0[xX][\da-fA-F]+n?|0[oO][0-7]+n?|0[bB][01]+n?|(?:\d+n|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
  var template = /`(?:[^`\\]|\\[^])*`/y;

  return function validateNativeFunctionSource(source) {
    var position = 0;

    function match(pattern) {
      pattern.lastIndex = position;
      var found = regExpExec(pattern, source);
      if (found === null) {
        return '';
      }
      position += found[0].length;
      return found[0];
    }

    function fail(expected) {
      throw new NativeSyntaxError('Expected ' + expected + ' at ' + position + ' of ' + stringify(source));
    }

    function skipGap() {
      match(gap);
    }

    // One punctuator, after white space and comments.
    function tryPunctuator(text) {
      skipGap();
      if (source[position] !== text) {
        return false;
      }
      position++;
      return true;
    }

    function punctuator(text) {
      if (!tryPunctuator(text)) {
        fail(text);
      }
    }

    function word(text) {
      skipGap();
      if (match(identifier) !== text) {
        fail(text);
      }
    }

    // Up to the bracket that closes the one that was read last.
    function balanced(close) {
      for (;;) {
        skipGap();
        if (position >= source.length) {
          fail(close);
        }
        var next = source[position];
        if (next === close) {
          position++;
          return;
        }
        if (indexOf(')]}', next) >= 0) {
          fail(close);
        }
        if (next === '(' || next === '[' || next === '{') {
          position++;
          balanced(next === '(' ? ')' : next === '[' ? ']' : '}');
        } else if (!match(string) && !match(template)) {
          if (next === '"' || next === '\'' || next === '`') {
            fail('the end of a literal');
          }
          position++;
        }
      }
    }

    function propertyName() {
      skipGap();
      if (tryPunctuator('[')) {
        // A computed name has at least one expression in it.
        skipGap();
        if (source[position] === ']') {
          fail('an expression');
        }
        balanced(']');
        return true;
      }
      match(privateName);
      return match(identifier) !== '' || match(string) !== '' || match(number) !== '';
    }

    word('function');
    skipGap();
    // `get` and `set` are an accessor if another name follows, else the name.
    var start = position;
    var first = match(identifier);
    if (first === 'get' || first === 'set') {
      propertyName();
    } else {
      position = start;
      propertyName();
    }
    punctuator('(');
    balanced(')');
    punctuator('{');
    punctuator('[');
    word('native');
    word('code');
    punctuator(']');
    punctuator('}');
    skipGap();
    if (position !== source.length) {
      fail('the end of the source');
    }
  };
})();

var assertToStringOrNativeFunction = (function () {
  var functionToString = Function.prototype.call.bind(Function.prototype.toString);

  return function assertToStringOrNativeFunction(fn, expected) {
    var actual = functionToString(fn);
    if (actual === expected) {
      return;
    }
    assertNativeFunction(fn, expected);
  };
})();

var assertNativeFunction = (function () {
  var functionToString = Function.prototype.call.bind(Function.prototype.toString);

  return function assertNativeFunction(fn, special) {
    var actual = functionToString(fn);
    try {
      validateNativeFunctionSource(actual);
    } catch (error) {
      throw new Test262Error('Conforms to NativeFunction Syntax: ' + assert._toString(actual) +
        (special ? ' (' + special + ')' : '') + ' - ' + error.message);
    }
  };
})();
