package org.shuguan.bench;

import java.nio.file.Files;
import java.util.List;

/// `./shuguan bench census [ROWS] [RUNS]`, `./shuguan bench fuzz [MINUTES]`.
public final class Main {
    private static final long USUAL_ROWS = 10_000_000;
    private static final int USUAL_RUNS = 5;
    private static final long USUAL_MINUTES = 60;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.getFirst().equals("fuzz")) {
            long minutes = words.size() > 1 ? Long.parseLong(words.get(1)) : USUAL_MINUTES;
            System.exit(Fuzz.run(minutes * 60, Files.createTempFile("shuguan-fuzz", ".log")));
        }
        if (!words.isEmpty() && !words.getFirst().equals("census")) {
            System.err.println("shuguan: unknown benchmark " + words.getFirst() + " (census, fuzz)");
            System.exit(2);
        }
        long rows = words.size() > 1 ? Long.parseLong(words.get(1)) : USUAL_ROWS;
        int runs = words.size() > 2 ? Integer.parseInt(words.get(2)) : USUAL_RUNS;
        new CensusBench(rows, runs).run();
    }
}
