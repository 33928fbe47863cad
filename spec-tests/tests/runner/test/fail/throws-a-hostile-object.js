/*---
description: An exception whose getters throw.
---*/
throw { get message() { throw 1; }, get name() { throw 2; }, get constructor() { throw 3; } };
