package org.shuguan.bench.detect;

import java.util.Random;

/// Generates the value of row `n`, from 0.
interface ValueGenerator {
    String of(Random random, int n);
}
