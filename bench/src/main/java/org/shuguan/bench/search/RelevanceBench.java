package org.shuguan.bench.search;

import java.util.List;
import java.util.Map;

/// The relevance of results for the judged queries, beside plain PostgreSQL on the same entries in the same run.
public final class RelevanceBench {
    private static final double POOR = 0.6;

    private RelevanceBench() {}

    /// @param each whether every query that scores below 0.6 is printed with what it found
    public static void run(boolean each) throws Exception {
        City city = new City();
        List<City.Entry> entries = city.entries();
        JudgedSet judged = new JudgedSet(entries);
        try (CityIndex index = new CityIndex(city, entries);
                PlainPostgres postgres = new PlainPostgres(entries)) {
            System.out.printf(
                    "nDCG@10 of %d judged queries on %,d entries%n",
                    judged.queries().size(), entries.size());
            Map<String, Double> ours = judged.score(index::find).byKind();
            Map<String, Double> peer = judged.score(postgres::find).byKind();
            System.out.printf("%-14s %8s %22s%n", "kind", "ours", "PostgreSQL + pg_trgm");
            ours.forEach((kind, mean) ->
                    System.out.printf("%-14s %8.3f %22.3f%n", kind, mean, peer.getOrDefault(kind, 0.0)));
            if (each) {
                judged.queries().forEach(one -> {
                    List<String> found = index.find(one.query());
                    double gain = JudgedSet.normalizedGain(one, found);
                    if (gain < POOR) {
                        System.out.printf("%.2f %s %s %s%n", gain, one.kind(), one.query(), found);
                    }
                });
            }
        }
    }
}
