package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.mask.Mask;
import tools.jackson.databind.json.JsonMapper;

/// Types that a city adds: recognised by name and values, graded, masked, stored and read back.
class CityTypeTest {
    private static final CityType SOCIAL_CARD =
            new CityType("社会保障卡号", Grade.GENERAL_4, "identity", true, "ZQ\\d{8}", true);
    private static final CityType TEA_GARDEN = new CityType("茶园编码", Grade.GENERAL_1, null, false, null, false);

    private final Classifier classifier = classifier(SOCIAL_CARD, TEA_GARDEN);

    private static Classifier classifier(CityType... types) {
        List<CityWord> names = List.of(types).stream()
                .map(type -> new CityWord(type.name(), type.type()))
                .toList();
        return new Classifier(
                Thresholds.DEFAULT, Vocabulary.DEFAULT.with(names), KnownTypes.DELIVERED.with(List.of(types)));
    }

    private Classification classified(String name, String comment, String... values) {
        return classifier
                .classify(new TableSample(
                        "t",
                        null,
                        values.length,
                        List.of(new TableSample.ColumnSample(
                                name,
                                comment,
                                "varchar(40)",
                                0,
                                0,
                                List.of(values).stream()
                                        .map(value -> new TableSample.Value(value, 1))
                                        .toList()))))
                .getFirst();
    }

    @Test
    void aColumnWithItsNameHasItsGradeCategoryAndMask() {
        Classification card = classified("c1", "参保人社会保障卡号", "ZQ10000001", "ZQ10000002");
        assertThat(card.recognised().map(Classification.Finding::type)).contains(SOCIAL_CARD.type());
        assertThat(card.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(card.personal()).isEqualTo("identity");
        assertThat(card.sensitive()).isTrue();
        assertThat(Mask.of(card)).isEqualTo(Mask.ALL);
        Classification garden = classified("c2", "茶园编码", "A-17", "A-18");
        assertThat(garden.recognised().map(Classification.Finding::type)).contains(TEA_GARDEN.type());
        assertThat(garden.grade()).isEqualTo(Grade.GENERAL_1);
        assertThat(Mask.of(garden)).isEqualTo(Mask.NONE);
    }

    @Test
    void valuesOfItsFormAloneSayItWhereTheCityWantsSo() {
        String[] cards = IntStream.range(0, 30)
                .mapToObj(n -> "ZQ%08d".formatted(n * 7919))
                .toArray(String[]::new);
        assertThat(classified("f07", "", cards).recognised().map(Classification.Finding::type))
                .contains(SOCIAL_CARD.type());
        CityType named = new CityType("社会保障卡号", Grade.GENERAL_4, "identity", true, "ZQ\\d{8}", false);
        Classifier byName = classifier(named);
        assertThat(byName.classify(new TableSample(
                                "t",
                                null,
                                30,
                                List.of(new TableSample.ColumnSample(
                                        "f07",
                                        "",
                                        "varchar(40)",
                                        0,
                                        0,
                                        List.of(cards).stream()
                                                .map(value -> new TableSample.Value(value, 1))
                                                .toList()))))
                        .getFirst()
                        .recognised())
                .isEmpty();
    }

    @Test
    void resultsKeepTheTypeAfterTheCityRemovedIt() {
        JsonMapper json = JsonMapper.builder().build();
        Classification card = classified("c1", "社会保障卡号", "ZQ10000001");
        Classification read = json.readValue(json.writeValueAsString(card), Classification.class);
        assertThat(read).isEqualTo(card);
        assertThat(CensusTexts.in(java.util.Locale.ENGLISH)
                        .type(read.best().orElseThrow().type()))
                .isEqualTo("社会保障卡号");
        assertThat(CensusTexts.in(java.util.Locale.ENGLISH).reason(read.reason()))
                .contains("社会保障卡号");
        assertThat(KnownTypes.DELIVERED.find("city:社会保障卡号")).isEmpty();
        assertThat(DataType.find("no-such-type")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "ZQ\\d{8},true",
        "\\d+,false",
        ".*,false",
        "[A-Za-z_]+,false",
        "\\d{4}-\\d{2}-\\d{2},false",
        "[是否],false"
    })
    void aFormThatUsualValuesHaveIsTooCommon(String form, boolean distinct) {
        assertThat(CityType.isDistinct(form)).isEqualTo(distinct);
    }

    @Test
    void aFormThatIsNoExpressionIsRefused() {
        assertThat(CityType.problemOf("ZQ(")).isNotNull();
        assertThatThrownBy(() -> new CityType("卡", Grade.GENERAL_1, null, false, "ZQ(", false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
