throw new EvalError("fixture");
