package org.shuguan.bench;

import java.util.List;
import org.shuguan.bench.detect.DetectBench;

/// `./shuguan bench census [ROWS] [RUNS]`, `./shuguan bench detect [--mistakes]`.
public final class Main {
    private static final long USUAL_ROWS = 10_000_000;
    private static final int USUAL_RUNS = 5;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        switch (words.isEmpty() ? "census" : words.getFirst()) {
            case "census" -> census(words);
            case "detect" -> {
                if (!new DetectBench().run(words.contains("--mistakes"))) {
                    System.exit(1);
                }
            }
            default -> {
                System.err.println("shuguan: unknown benchmark " + words.getFirst() + " (census, detect)");
                System.exit(2);
            }
        }
    }

    private static void census(List<String> words) throws Exception {
        long rows = words.size() > 1 ? Long.parseLong(words.get(1)) : USUAL_ROWS;
        int runs = words.size() > 2 ? Integer.parseInt(words.get(2)) : USUAL_RUNS;
        new CensusBench(rows, runs).run();
    }
}
