package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.settings.Settings;

/// Codes of resources after the national guide: class, item, heading, subheading, a slash, a sequence number.
class ResourceCodeTest {
    @Test
    void theWorkedExampleHasItsParts() {
        ResourceCode code = new ResourceCode("30744102010/000001");
        assertThat(code.classNumber()).isEqualTo(3);
        assertThat(code.item()).isEqualTo("07");
        assertThat(code.heading()).isEqualTo("441");
        assertThat(code.subheading()).isEqualTo("02010");
        assertThat(code.sequence()).isEqualTo(1);
        assertThat(code.front()).isEqualTo("30744102010");
        assertThat(code).hasToString("30744102010/000001").isEqualTo(ResourceCode.of("30744102010", 1));
    }

    /// Unit 02 with the business 010 under the city's heading 441.
    @Test
    void aCodeIsOursWhereTheCityComposesThoseOfTheUnitSo() {
        CodeScheme scheme = new CodeScheme(null, Settings.defaults());
        assertThat(scheme.isComposedOf(new UnitCode("02"), "30744102010/000001"))
                .isTrue();
        assertThat(scheme.isComposedOf(new UnitCode("03"), "30744102010/000001"))
                .isFalse();
        assertThat(scheme.isComposedOf(new UnitCode("02"), "307441020101/000001"))
                .isFalse();
        assertThat(scheme.isComposedOf(new UnitCode("02"), "X9")).isFalse();
    }

    @Property
    void aCodeGivesItsPartsBack(
            @ForAll @IntRange(min = 1, max = 3) int classNumber,
            @ForAll @NumericChars @StringLength(2) String item,
            @ForAll @NumericChars @StringLength(3) String heading,
            @ForAll("subheadings") String subheading,
            @ForAll @LongRange(min = 0, max = 999_999_999) long sequence) {
        String front = classNumber + item + heading + subheading;
        ResourceCode code = ResourceCode.of(front, sequence);
        assertThat(code.classNumber()).isEqualTo(classNumber);
        assertThat(code.item()).isEqualTo(item);
        assertThat(code.heading()).isEqualTo(heading);
        assertThat(code.subheading()).isEqualTo(subheading);
        assertThat(code.sequence()).isEqualTo(sequence);
        assertThat(code.front()).isEqualTo(front);
        assertThat(new ResourceCode(code.value())).isEqualTo(code);
        assertThat(code.value().substring(front.length() + 1).length()).isGreaterThanOrEqualTo(6);
    }

    @Provide
    Arbitrary<String> subheadings() {
        return Arbitraries.strings().withCharRange('A', 'Z').numeric().ofMaxLength(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30744102010",
                "30744102010/",
                "/1",
                "00744102010/1",
                "40744102010/1",
                "30744/1",
                "30744102010/1a",
                "3074410201a/1",
                "30744102010/1/2",
                " 30744102010/1"
            })
    void whatIsNotOfTheFormIsNoCode(String text) {
        assertThatThrownBy(() -> new ResourceCode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
