var two = one + 1;
