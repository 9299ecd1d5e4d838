package org.shuguan.bench.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// 200 queries with the relevance of each entry for each of them, measured as nDCG@10: 1 where the first ten
/// results are the ten most relevant in order.
final class JudgedSet {
    private static final int RANKS = 10;

    /// @param relevance key of an entry → 1 to 3; 0 for entries without one
    record Judged(String kind, String query, Map<String, Integer> relevance) {}

    /// @param byKind the mean nDCG@10 of each kind, and of all under `all`
    record Score(Map<String, Double> byKind) {}

    private final List<Judged> queries;

    JudgedSet(List<City.Entry> entries) {
        queries = City.lines("judged.txt").stream()
                .map(line -> line.split(" \\| ", -1))
                .map(part -> new Judged(part[0], part[1], relevance(part[2], entries)))
                .toList();
    }

    List<Judged> queries() {
        return queries;
    }

    private static Map<String, Integer> relevance(String patterns, List<City.Entry> entries) {
        Map<String, Integer> relevance = new HashMap<>();
        for (String one : patterns.split("; ", -1)) {
            String pattern = one.substring(0, one.lastIndexOf('='));
            int grade = Integer.parseInt(one.substring(one.lastIndexOf('=') + 1));
            Pattern keys = Pattern.compile(pattern.replace("*", "[^/]*"));
            for (City.Entry entry : entries) {
                boolean matches = pattern.startsWith("item:")
                        ? entry.content().items().stream()
                                .anyMatch(item -> item.name().equals(pattern.substring(5)))
                        : keys.matcher(entry.key()).matches();
                if (matches) {
                    relevance.merge(entry.key(), grade, Math::max);
                }
            }
        }
        if (relevance.isEmpty()) {
            throw new IllegalStateException("no entry of the city matches " + patterns);
        }
        return relevance;
    }

    /// @param search from a query to the keys of what it finds, the best first
    Score score(Function<String, List<String>> search) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Judged judged : queries) {
            double gain = normalizedGain(judged, search.apply(judged.query()));
            for (String kind : List.of(judged.kind(), "all")) {
                double[] sum = sums.computeIfAbsent(kind, any -> new double[2]);
                sum[0] += gain;
                sum[1]++;
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((kind, sum) -> means.put(kind, sum[0] / sum[1]));
        // Moved to the end.
        Double all = means.remove("all");
        means.put("all", all == null ? 0 : all);
        return new Score(means);
    }

    static double normalizedGain(Judged judged, List<String> found) {
        double[] ideal = judged.relevance().values().stream()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(grade -> Math.pow(2, grade) - 1)
                .toArray();
        double gain = 0;
        double idealGain = 0;
        for (int rank = 0; rank < RANKS; rank++) {
            double discount = Math.log(2) / Math.log(rank + 2.0);
            idealGain += rank < ideal.length ? ideal[rank] * discount : 0;
            if (rank < found.size()) {
                gain += (Math.pow(2, judged.relevance().getOrDefault(found.get(rank), 0)) - 1) * discount;
            }
        }
        return gain / idealGain;
    }
}
