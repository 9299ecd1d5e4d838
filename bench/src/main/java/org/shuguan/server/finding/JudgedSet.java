package org.shuguan.server.finding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// 200 questions, and how much each entry is wanted by whoever asks them; measured as nDCG@10: 1 where the ten
/// first are the ten best in order.
final class JudgedSet {
    private static final int SHOWN = 10;

    record Judged(String kind, String question, Map<String, Integer> wanted) {}

    /// @param byKind mean of each kind, and of all under `all`
    record Score(Map<String, Double> byKind) {}

    private final List<Judged> questions;

    JudgedSet(List<City.Entry> entries) {
        questions = City.lines("judged.txt").stream()
                .map(line -> line.split(" \\| ", -1))
                .map(part -> new Judged(part[0], part[1], wanted(part[2], entries)))
                .toList();
    }

    List<Judged> questions() {
        return questions;
    }

    private static Map<String, Integer> wanted(String patterns, List<City.Entry> entries) {
        Map<String, Integer> wanted = new HashMap<>();
        for (String one : patterns.split("; ", -1)) {
            String pattern = one.substring(0, one.lastIndexOf('='));
            int grade = Integer.parseInt(one.substring(one.lastIndexOf('=') + 1));
            Pattern keys = Pattern.compile(pattern.replace("*", "[^/]*"));
            for (City.Entry entry : entries) {
                boolean meant = pattern.startsWith("item:")
                        ? entry.content().items().stream()
                                .anyMatch(item -> item.name().equals(pattern.substring(5)))
                        : keys.matcher(entry.key()).matches();
                if (meant) {
                    wanted.merge(entry.key(), grade, Math::max);
                }
            }
        }
        if (wanted.isEmpty()) {
            throw new IllegalStateException("nothing in the city is " + patterns);
        }
        return wanted;
    }

    /// @param finder the keys of what it finds, the best first
    Score score(Function<String, List<String>> finder) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Judged judged : questions) {
            double gain = gain(judged, finder.apply(judged.question()));
            for (String kind : List.of(judged.kind(), "all")) {
                double[] sum = sums.computeIfAbsent(kind, any -> new double[2]);
                sum[0] += gain;
                sum[1]++;
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((kind, sum) -> means.put(kind, sum[0] / sum[1]));
        // The whole comes last.
        Double all = means.remove("all");
        means.put("all", all == null ? 0 : all);
        return new Score(means);
    }

    static double gain(Judged judged, List<String> found) {
        double[] best = judged.wanted().values().stream()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(grade -> Math.pow(2, grade) - 1)
                .toArray();
        double gained = 0;
        double possible = 0;
        for (int rank = 0; rank < SHOWN; rank++) {
            double discount = Math.log(2) / Math.log(rank + 2.0);
            possible += rank < best.length ? best[rank] * discount : 0;
            if (rank < found.size()) {
                gained += (Math.pow(2, judged.wanted().getOrDefault(found.get(rank), 0)) - 1) * discount;
            }
        }
        return gained / possible;
    }
}
