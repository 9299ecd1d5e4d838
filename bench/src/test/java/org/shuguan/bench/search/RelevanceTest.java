package org.shuguan.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Floors of the mean nDCG@10, so that a change of the ranking cannot lose what it found.
class RelevanceTest {
    private static final double FLOOR = 0.9;
    private static final double FLOOR_OF_EACH_KIND = 0.8;
    /// Lower: a title that names a place finds entries of that place only, and the same register of other places
    /// is relevant too.
    private static final double FLOOR_OF_TITLES = 0.7;

    @Test
    void theRelevanceOfTheJudgedQueriesIsAboveItsFloors() {
        City city = new City();
        List<City.Entry> entries = city.entries();
        JudgedSet judged = new JudgedSet(entries);
        assertThat(judged.queries()).hasSize(200);
        try (CityIndex index = new CityIndex(city, entries)) {
            Map<String, Double> score = judged.score(index::find).byKind();
            assertThat(score.get("all")).isGreaterThan(FLOOR);
            assertThat(score)
                    .allSatisfy((kind, mean) -> assertThat(mean)
                            .as(kind)
                            .isGreaterThan(kind.equals("title") ? FLOOR_OF_TITLES : FLOOR_OF_EACH_KIND));
        }
    }

    @Test
    void findingNothingScoresZero() {
        JudgedSet judged = new JudgedSet(new City().entries());
        assertThat(judged.score(any -> List.of()).byKind().get("all")).isZero();
    }
}
