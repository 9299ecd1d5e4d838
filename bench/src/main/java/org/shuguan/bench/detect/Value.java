package org.shuguan.bench.detect;

import java.util.Random;

/// Makes the value of the `n`th row, from 0.
interface Value {
    String of(Random random, int n);
}
