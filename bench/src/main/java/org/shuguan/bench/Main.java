package org.shuguan.bench;

import java.util.List;
import org.shuguan.server.finding.RelevanceBench;
import org.shuguan.server.finding.SearchBench;

/// `./shuguan bench census [ROWS] [RUNS]`, `search [ENTRIES]`, `relevance [each]`.
public final class Main {
    private static final long USUAL_ROWS = 10_000_000;
    private static final int USUAL_RUNS = 5;
    private static final int USUAL_ENTRIES = 1_000_000;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        switch (words.isEmpty() ? "census" : words.getFirst()) {
            case "census" -> {
                long rows = words.size() > 1 ? Long.parseLong(words.get(1)) : USUAL_ROWS;
                int runs = words.size() > 2 ? Integer.parseInt(words.get(2)) : USUAL_RUNS;
                new CensusBench(rows, runs).run();
            }
            case "search" -> new SearchBench(words.size() > 1 ? Integer.parseInt(words.get(1)) : USUAL_ENTRIES).run();
            case "relevance" -> RelevanceBench.run(words.contains("each"));
            default -> {
                System.err.println("shuguan: unknown benchmark " + words.getFirst() + " (census, search, relevance)");
                System.exit(2);
            }
        }
    }
}
