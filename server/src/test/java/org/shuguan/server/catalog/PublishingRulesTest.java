package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.platform.InvalidInput;

/// What the national guide and the rules for sharing and opening ask of an entry: what is wrong is named, and
/// nothing else is.
class PublishingRulesTest {
    @Test
    void aWholeEntryIsTaken() {
        assertThat(wrong(new Entry())).isEmpty();
        PublishingRules.submission(new Entry().content()).orRefuse();
    }

    @Test
    void aDraftNeedsATitleAndKeepsWithinTheLimits() {
        assertThat(draft(new Entry().title(" "))).containsExactly("title required");
        assertThat(draft(new Entry().title("题".repeat(200)).summary("述".repeat(2000))))
                .isEmpty();
        assertThat(draft(new Entry().title("题".repeat(201)))).containsExactly("title too-long");
        assertThat(draft(new Entry().summary("述".repeat(2001)))).containsExactly("summary too-long");
        assertThat(draft(new Entry().items(Collections.nCopies(2000, item("a")))))
                .isEmpty();
        assertThat(draft(new Entry().items(Collections.nCopies(2001, item("a")))))
                .containsExactly("items too-many-items");
        assertThat(draft(new Entry().summary(null).format(null).sharing(null).items(List.of())))
                .isEmpty();
        assertThatThrownBy(() ->
                        PublishingRules.draft(new Entry().title("").content()).orRefuse())
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatTheGuideAsksForIsNamedAllAtOnce() {
        Entry bare = new Entry()
                .summary(" ")
                .format(null)
                .sharing(null)
                .opening(null)
                .cycle(null)
                .theme(null)
                .items(List.of());
        assertThat(wrong(bare))
                .containsExactlyInAnyOrder(
                        "summary required",
                        "formatCategory required",
                        "sharingType required",
                        "openingType required",
                        "updateCycle required",
                        "theme required",
                        "items items-none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"人口管理系统", "数据平台", "办事app", "健康小程序 ", "法人数据库"})
    void aTitleNamesDataAndNotASystem(String title) {
        assertThat(wrong(new Entry().title(title))).containsExactly("title title-is-a-system");
        assertThat(wrong(new Entry().title(title.strip() + "信息"))).isEmpty();
    }

    @Test
    void conditionalSharingStatesItsCondition() {
        Entry conditional = new Entry().sharing(SharingType.CONDITIONAL);
        assertThat(wrong(conditional)).containsExactly("sharingCondition condition-missing");
        assertThat(wrong(conditional.condition(" "))).containsExactly("sharingCondition condition-missing");
        assertThat(wrong(conditional.condition("数据校核"))).isEmpty();
    }

    @Test
    void whatIsNotSharedRestsOnALawAndNeedsNoMode() {
        Entry kept = new Entry().sharing(SharingType.NOT_SHARED).mode(null);
        assertThat(wrong(kept)).containsExactly("sharingBasis basis-missing");
        assertThat(wrong(kept.basis("某法第一条"))).isEmpty();
        Entry item = new Entry().items(List.of(item("a", "C", 1, null, SharingType.NOT_SHARED)));
        assertThat(wrong(item)).containsExactly("sharingBasis basis-missing");
        assertThat(wrong(item.basis("某法第一条"))).isEmpty();
        assertThat(wrong(new Entry().mode(null))).containsExactly("sharingMode required");
        assertThat(wrong(new Entry().mode("")).stream().distinct()).containsExactly("sharingMode required");
    }

    @Test
    void whatIsOpenTellsNothingAboutPersons() {
        Entry persons = new Entry().items(List.of(item("a", "C", 1, "identity", null), item("b")));
        assertThat(wrong(persons)).isEmpty();
        assertThat(wrong(persons.opening(OpeningType.OPEN))).containsExactly("openingType open-with-personal");
        assertThat(wrong(new Entry().opening(OpeningType.OPEN))).isEmpty();
        Entry conditional = persons.opening(OpeningType.CONDITIONALLY_OPEN);
        assertThat(wrong(conditional)).containsExactly("openingCondition condition-missing");
        assertThat(wrong(conditional.openingCondition("签订协议"))).isEmpty();
    }

    /// Documents and spreadsheets come as files, databases as tables or by an interface.
    @ParameterizedTest
    @CsvSource({
        "document, file, ", "document, table, sharingMode mode-file", "spreadsheet, file, ",
        "spreadsheet, api, sharingMode mode-file", "database, table, ", "database, api, ",
        "database, file, sharingMode mode-table", "image, file, ", "image, table, "
    })
    void formatAndModeAgree(String format, String mode, @Nullable String told) {
        Entry entry = new Entry().format(format).mode(mode);
        assertThat(wrong(entry)).isEqualTo(told == null ? List.of() : List.of(told));
        // The mode of what is not shared does not matter.
        assertThat(wrong(entry.sharing(SharingType.NOT_SHARED).basis("某法"))).isEmpty();
    }

    @Test
    void itemsHaveNamesTypesAndLengthsOfTheirOwn() {
        List<Content.Item> items = List.of(
                item("a"),
                item(" a "),
                item(" "),
                item(""),
                item("b", "X", 1, null, null),
                item("c", null, 1, null, null),
                item("d", "C", -1, null, null),
                item("e", "C", 0, null, null),
                item("f", "C", null, null, null));
        assertThat(wrong(new Entry().items(items)))
                .containsExactly(
                        "items[1].name item-twice",
                        "items[2].name required",
                        "items[3].name required",
                        "items[4].type item-type",
                        "items[5].type item-type",
                        "items[6].lengthBytes item-length");
    }

    /// The guide's eleven types.
    @ParameterizedTest
    @ValueSource(strings = {"C", "N", "Y", "D", "T", "L", "M", "G", "B", "I", "F"})
    void theTypesOfTheGuideAreTaken(String type) {
        assertThat(wrong(new Entry().items(List.of(item("a", type, 1, null, null)))))
                .isEmpty();
    }

    @Test
    void anItemIsNeverSharedMoreFreelyThanItsEntry() {
        Entry entry =
                new Entry().sharing(SharingType.CONDITIONAL).condition("数据校核").basis("某法");
        assertThat(wrong(entry.items(List.of(item("a", "C", 1, null, SharingType.UNCONDITIONAL)))))
                .containsExactly("items[0].sharingType item-looser");
        assertThat(wrong(entry.items(List.of(item("a", "C", 1, null, SharingType.CONDITIONAL)))))
                .isEmpty();
        assertThat(wrong(entry.items(List.of(item("a", "C", 1, null, SharingType.NOT_SHARED)))))
                .isEmpty();
        assertThat(wrong(entry.sharing(null).items(List.of(item("a", "C", 1, null, SharingType.UNCONDITIONAL)))))
                .containsExactly("sharingType required");
    }

    private static List<String> draft(Entry entry) {
        return told(PublishingRules.draft(entry.content()));
    }

    private static List<String> wrong(Entry entry) {
        return told(PublishingRules.submission(entry.content()));
    }

    private static List<String> told(InvalidInput.Check check) {
        List<String> told = new ArrayList<>();
        try {
            check.orRefuse();
        } catch (InvalidInput wrong) {
            wrong.errors().forEach(error -> told.add(error.field() + " " + error.code()));
        }
        return told;
    }

    private static Content.Item item(String name) {
        return item(name, "C", 18, null, null);
    }

    private static Content.Item item(
            String name,
            @Nullable String type,
            @Nullable Integer length,
            @Nullable String personal,
            @Nullable SharingType sharing) {
        return new Content.Item(name, null, type, length, false, Grade.GENERAL_1, personal, null, null, null, sharing);
    }

    /// An entry that may be submitted, with what a test changes about it.
    private record Entry(Content content) {
        Entry() {
            this(new Content(
                    "低保人员信息",
                    "城乡低保对象",
                    "database",
                    "mysql",
                    SharingType.UNCONDITIONAL,
                    null,
                    "table",
                    null,
                    OpeningType.NOT_OPEN,
                    null,
                    UpdateCycle.DAILY,
                    "3",
                    Grade.GENERAL_1,
                    null,
                    List.of(),
                    null,
                    List.of(item("姓名"))));
        }

        private Entry with(UnaryOperator<Parts> change) {
            return new Entry(change.apply(Parts.of(content)).content());
        }

        Entry title(String text) {
            return with(parts -> parts.put(0, text));
        }

        Entry summary(@Nullable String text) {
            return with(parts -> parts.put(1, text));
        }

        Entry format(@Nullable String category) {
            return with(parts -> parts.put(2, category));
        }

        Entry sharing(@Nullable SharingType type) {
            return with(parts -> parts.put(4, type));
        }

        Entry condition(String text) {
            return with(parts -> parts.put(5, text));
        }

        Entry mode(@Nullable String mode) {
            return with(parts -> parts.put(6, mode));
        }

        Entry basis(String text) {
            return with(parts -> parts.put(7, text));
        }

        Entry opening(@Nullable OpeningType type) {
            return with(parts -> parts.put(8, type));
        }

        Entry openingCondition(String text) {
            return with(parts -> parts.put(9, text));
        }

        Entry cycle(@Nullable UpdateCycle cycle) {
            return with(parts -> parts.put(10, cycle));
        }

        Entry theme(@Nullable String theme) {
            return with(parts -> parts.put(11, theme));
        }

        Entry items(List<Content.Item> items) {
            return new Entry(content.withItems(items));
        }
    }

    /// The first twelve components of an entry, in their order.
    private record Parts(Content of, List<@Nullable Object> values) {
        static Parts of(Content content) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(content.title());
            values.add(content.summary());
            values.add(content.formatCategory());
            values.add(content.formatType());
            values.add(content.sharingType());
            values.add(content.sharingCondition());
            values.add(content.sharingMode());
            values.add(content.sharingBasis());
            values.add(content.openingType());
            values.add(content.openingCondition());
            values.add(content.updateCycle());
            values.add(content.theme());
            return new Parts(content, values);
        }

        Parts put(int at, @Nullable Object value) {
            values.set(at, value);
            return this;
        }

        Content content() {
            return new Content(
                    (String) values.get(0),
                    (String) values.get(1),
                    (String) values.get(2),
                    (String) values.get(3),
                    (SharingType) values.get(4),
                    (String) values.get(5),
                    (String) values.get(6),
                    (String) values.get(7),
                    (OpeningType) values.get(8),
                    (String) values.get(9),
                    (UpdateCycle) values.get(10),
                    (String) values.get(11),
                    of.grade(),
                    null,
                    List.of(),
                    null,
                    of.items());
        }
    }
}
