package org.shuguan.server.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The floor under the ranking: whatever is tuned, the judged questions stay answered.
class RelevanceTest {
    private static final double FLOOR = 0.9;
    private static final double FLOOR_OF_A_KIND = 0.8;
    /// Whoever names a place with a register gets that place's alone; the judges want the same of other places
    /// below it.
    private static final double FLOOR_OF_TITLES = 0.7;

    @Test
    void theJudgedQuestionsAreAnsweredWell() {
        City city = new City();
        List<City.Entry> entries = city.entries();
        JudgedSet judged = new JudgedSet(entries);
        assertThat(judged.questions()).hasSize(200);
        try (CityIndex index = new CityIndex(city, entries)) {
            Map<String, Double> score = judged.score(index::find).byKind();
            assertThat(score.get("all")).isGreaterThan(FLOOR);
            assertThat(score)
                    .allSatisfy((kind, mean) -> assertThat(mean)
                            .as(kind)
                            .isGreaterThan(kind.equals("title") ? FLOOR_OF_TITLES : FLOOR_OF_A_KIND));
        }
    }

    @Test
    void whoFindsNothingGainsNothing() {
        JudgedSet judged = new JudgedSet(new City().entries());
        assertThat(judged.score(any -> List.of()).byKind().get("all")).isZero();
    }
}
