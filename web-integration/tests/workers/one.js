var one = 1;
