package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A list that is sorted in memory, and what a list refuses.
class ListColumnsTest {
    private record Thing(String name, @Nullable Integer weight) {}

    private enum Shape {
        ROUND,
        HALF_ROUND
    }

    private static final ListColumns<Thing> COLUMNS = ListColumns.<Thing>titled("thing.column.")
            .column("name", Thing::name)
            .sorted("name", Thing::name)
            .sorted("weight", Thing::weight)
            .filter("shape", Shape.values());
    private static final Comparator<Thing> USUAL = Comparator.comparing(Thing::name);
    private static final List<Thing> THINGS =
            List.of(new Thing("c", null), new Thing("b", 1), new Thing("d", 2), new Thing("a", 2));

    @Test
    void rowsWithoutAValueStandLastInBothDirectionsAndEqualOnesInTheUsualOrder() {
        assertThat(names(null, 1, 20)).isEqualTo("abcd");
        assertThat(names("weight", 1, 20)).isEqualTo("badc");
        assertThat(names("-weight", 1, 20)).isEqualTo("adbc");
    }

    @Test
    void aPageHasItsRowsAndTheNumberOfAll() {
        assertThat(names("-name", 2, 3)).isEqualTo("a");
        assertThat(page("name", 2, 3).total()).isEqualTo(4);
        assertThat(names("name", 3, 3)).isEmpty();
    }

    @Test
    void anOrderThatTheListDoesNotHaveIsRefusedWithThoseItHas() {
        refuses(() -> page("-height", 1, 20), "sort", "sort-unknown", "height", "name, weight");
        refuses(
                () -> COLUMNS.order(new ListQuery(1, 20, "name", null), "name", "id"),
                "sort",
                "sort-unknown",
                "name",
                "—");
    }

    @Test
    void aChoiceThatAFilterDoesNotHaveIsRefusedWithThoseItHas() {
        assertThat(COLUMNS.chosen("shape", "half-round")).isEqualTo("half-round");
        assertThat(COLUMNS.chosen("shape", " ")).isNull();
        assertThat(COLUMNS.chosen("shape", null)).isNull();
        refuses(() -> COLUMNS.chosen("shape", "flat"), "shape", "choice-unknown", "flat", "half-round, round");
    }

    private static void refuses(ThrowingCallable asked, String field, String code, String value, String known) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal -> assertThat(refusal.errors())
                                .containsExactly(new InvalidInput.FieldError(
                                        field, code, Map.of("value", value, "known", known))));
    }

    private static Listing<Thing> page(@Nullable String sort, int page, int size) {
        return COLUMNS.page(THINGS, new ListQuery(page, size, sort, null), USUAL);
    }

    private static String names(@Nullable String sort, int page, int size) {
        return String.join(
                "", page(sort, page, size).items().stream().map(Thing::name).toList());
    }
}
