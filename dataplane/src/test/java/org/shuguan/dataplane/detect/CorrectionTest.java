package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people state about a column: a grade rises, and falls only where a reviewer agreed.
class CorrectionTest {
    private static final Map<String, String> FACTS = Map.of("by", "陈", "day", "2026-03-02", "why", "核对");

    @Test
    void withoutAStatementTheMeasuredCounts() {
        Classification measured = measured(Grade.GENERAL_3);
        assertThat(Correction.NONE.applyTo(measured, KnownTypes.DELIVERED)).isSameAs(measured);
        assertThat(new Correction(null, null, said("手机号"), null).applyTo(measured, KnownTypes.DELIVERED))
                .isSameAs(measured);
    }

    @ParameterizedTest
    @CsvSource({
        "general-2, general-3, , general-3, true",
        "general-3, general-3, , general-3, true",
        "general-3, general-2, , general-3, false",
        // Lowered from 3: holds until more than 3 is measured.
        "general-3, general-2, general-3, general-2, true",
        "general-2, general-1, general-3, general-1, true",
        "general-4, general-2, general-3, general-4, false",
        "general-4, important, general-3, important, true"
    })
    void aGradeRisesAndFallsOnlyFromWhatTheReviewerSaw(
            String measured, String said, @Nullable String loweredFrom, String counts, boolean corrected) {
        Classification graded = new Correction(
                        null, said(said), null, loweredFrom == null ? null : Grade.of(loweredFrom))
                .applyTo(measured(Grade.of(measured)), KnownTypes.DELIVERED);
        assertThat(graded.grade()).isEqualTo(Grade.of(counts));
        assertThat(graded.reason())
                .isEqualTo(
                        corrected
                                ? new Classification.Reason("grade-corrected", FACTS)
                                : new Classification.Reason("grade-usual", Map.of()));
        assertThat(graded.column()).isEqualTo("c");
        assertThat(graded.personal()).isEqualTo("contact");
    }

    @Test
    void aStatedTypeIsCertainAndRaisesTheGradeToItsOwn() {
        Classification identity = new Correction(said("resident-id"), null, null, null)
                .applyTo(measured(Grade.GENERAL_2), KnownTypes.DELIVERED);
        assertThat(identity.findings())
                .containsExactly(new Classification.Finding(
                        DataType.RESIDENT_ID, 1, List.of(new Classification.Reason("corrected", FACTS))));
        assertThat(identity.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(identity.personal()).isEqualTo("identity");
        assertThat(identity.sensitive()).isTrue();
        assertThat(identity.reason()).isEqualTo(new Classification.Reason("grade-type-corrected", FACTS));
        assertThat(new Correction(said("sex"), null, null, null)
                        .applyTo(measured(Grade.GENERAL_3), KnownTypes.DELIVERED)
                        .grade())
                .isEqualTo(Grade.GENERAL_3);
    }

    @Test
    void aColumnThatHoldsNothingParticularIsNotPersonalAndKeepsItsGrade() {
        for (Grade grade : List.of(Grade.GENERAL_1, Grade.GENERAL_3)) {
            Classification nothing = new Correction(said(Correction.NOTHING), null, null, null)
                    .applyTo(measured(grade), KnownTypes.DELIVERED);
            assertThat(nothing.findings()).isEmpty();
            assertThat(nothing.personal()).isNull();
            assertThat(nothing.sensitive()).isFalse();
            assertThat(nothing.grade()).isEqualTo(grade);
        }
        assertThat(DataType.find(Correction.NOTHING)).isEmpty();
    }

    @Test
    void aStatedGradeIsComparedWithThatOfTheStatedType() {
        Classification both = new Correction(said("resident-id"), said("general-3"), null, Grade.GENERAL_3)
                .applyTo(measured(Grade.GENERAL_1), KnownTypes.DELIVERED);
        assertThat(both.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(both.reason().code()).isEqualTo("grade-type-corrected");
    }

    private static Correction.Statement said(String value) {
        return new Correction.Statement(value, "陈", "2026-03-02", "核对");
    }

    private static Classification measured(Grade grade) {
        return new Classification(
                "c",
                List.of(new Classification.Finding(DataType.MOBILE, 0.9, List.of())),
                grade,
                new Classification.Reason("grade-usual", Map.of()),
                "contact",
                true,
                true);
    }
}
