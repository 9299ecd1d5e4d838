package org.shuguan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.shuguan.bench.detect.DetectBench;
import org.shuguan.bench.search.RelevanceBench;
import org.shuguan.bench.search.SearchBench;

/// Main class of `./shuguan bench census [ROWS] [RUNS]`, `collect [TABLE ROWS] [FILE ROWS] [RUNS]`, `cdc [CHANGES]
/// [SECONDS]`, `quality [ROWS] [RUNS]`, `breadth [TABLES] [ROWS]`, `columns [PROFILES]`, `todo [MEGABYTES] [ROUNDS]
/// [SECONDS]`, `office [USERS] [SECONDS]`, `import [ROWS] [ITEMS]`, `search [ENTRIES]`, `exchange [SECONDS]`, `feed
/// [SECONDS]`, `relevance [each]`, `detect [--mistakes]`, `fuzz [MINUTES]`, `files DIR`.
public final class BenchMain {
    private static final String KNOWN =
            "census, collect, cdc, quality, breadth, columns, todo, office, import, search, exchange, feed, relevance, detect, fuzz, files";
    private static final long USUAL_ROWS = 10_000_000;
    private static final long USUAL_TABLE_ROWS = 5_000_000;
    private static final int USUAL_RUNS = 5;
    private static final long USUAL_CHANGES = 1_000_000;
    private static final int USUAL_TABLES = 3000;
    private static final int USUAL_PROFILES = 1_000_000;
    private static final int USUAL_ROWS_OF_A_TABLE = 10_000;
    private static final int USUAL_ENTRIES = 1_000_000;
    private static final int USUAL_MEGABYTES = 2047;
    private static final int USUAL_SECONDS = 30;
    private static final int USUAL_SECONDS_OF_CALLS = 15;
    private static final int USUAL_USERS = 100;
    private static final int USUAL_SECONDS_OF_PAGES = 120;
    private static final int USUAL_ITEM_ROWS = 100_000;
    private static final int USUAL_ITEMS = 20;
    private static final long USUAL_MINUTES = 60;

    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        switch (words.isEmpty() ? "census" : words.getFirst()) {
            case "census" -> new CensusBench(number(words, 1, USUAL_ROWS), (int) number(words, 2, USUAL_RUNS)).run();
            case "collect" ->
                new CollectBench(number(words, 1, USUAL_TABLE_ROWS), number(words, 2, USUAL_ROWS), (int)
                                number(words, 3, USUAL_RUNS))
                        .run();
            case "cdc" ->
                new CaptureBench(number(words, 1, USUAL_CHANGES), (int) number(words, 2, USUAL_SECONDS)).run();
            case "quality" -> new QualityBench(number(words, 1, USUAL_ROWS), (int) number(words, 2, USUAL_RUNS)).run();
            case "breadth" ->
                new BreadthBench((int) number(words, 1, USUAL_TABLES), (int) number(words, 2, USUAL_ROWS_OF_A_TABLE))
                        .run();
            case "columns" -> new ColumnsBench((int) number(words, 1, USUAL_PROFILES)).run();
            case "todo" ->
                new TodoBench((int) number(words, 1, USUAL_MEGABYTES), (int) number(words, 2, USUAL_RUNS), (int)
                                number(words, 3, USUAL_SECONDS))
                        .run();
            case "office" ->
                new OfficeBench((int) number(words, 1, USUAL_USERS), (int) number(words, 2, USUAL_SECONDS_OF_PAGES))
                        .run();
            case "import" ->
                new ImportBench((int) number(words, 1, USUAL_ITEM_ROWS), (int) number(words, 2, USUAL_ITEMS)).run();
            case "search" -> new SearchBench((int) number(words, 1, USUAL_ENTRIES)).run();
            case "exchange" ->
                new ExchangeBench(
                                (int) number(words, 1, USUAL_SECONDS_OF_CALLS),
                                words.stream().skip(2).map(Integer::valueOf).toList())
                        .run();
            case "feed" -> new FeedBench((int) number(words, 1, USUAL_SECONDS)).run();
            case "relevance" -> RelevanceBench.run(words.contains("each"));
            case "detect" -> {
                if (!new DetectBench().run(words.contains("--mistakes"))) {
                    System.exit(1);
                }
            }
            case "fuzz" ->
                System.exit(FuzzRun.run(
                        number(words, 1, USUAL_MINUTES) * 60, Files.createTempFile("shuguan-fuzz", ".log")));
            case "files" -> {
                if (words.size() < 2 || !Files.isDirectory(Path.of(words.get(1)))) {
                    System.err.println("shuguan: bench files takes a folder: bench files DIR");
                    System.exit(2);
                }
                if (!new FilesBench(Path.of(words.get(1))).run()) {
                    System.exit(1);
                }
            }
            default -> {
                System.err.println("shuguan: unknown benchmark " + words.getFirst() + ": use one of " + KNOWN);
                System.exit(2);
            }
        }
    }

    private static long number(List<String> words, int place, long usual) {
        return words.size() > place ? Long.parseLong(words.get(place)) : usual;
    }
}
