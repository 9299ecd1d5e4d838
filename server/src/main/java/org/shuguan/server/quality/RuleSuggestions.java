package org.shuguan.server.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.standard.Bindings;
import org.shuguan.server.standard.CodeList;
import org.springframework.stereotype.Component;

/// Suggests rules for an entry from its items: their keys, recognised types and code lists, from the standards
/// that they are bound to, and from what the census measured. A rule that the entry has already is not suggested again.
@Component
class RuleSuggestions {
    /// Types with a check, by its word in a rule.
    private static final Map<DataType, String> IDENTIFIERS =
            Map.of(DataType.RESIDENT_ID, "resident-id", DataType.CREDIT_CODE, "credit-code", DataType.MOBILE, "mobile");
    /// Types in whose place people write a dash or "none".
    private static final Set<DataType> OFTEN_FILLED =
            Set.of(DataType.MOBILE, DataType.PERSON_NAME, DataType.ORGANISATION_NAME);

    private static final String MALE = "男";
    private static final String FEMALE = "女";
    /// Rows from which a column that always has a value is expected to go on having one.
    private static final long LEAST_ROWS = 20;
    private static final int USUAL_PERCENT = 30;
    private static final Pattern BEGIN = Pattern.compile("(.*?)(开始|起始|起|生效|入职|入住|登记|出生)(日期|时间|年月)?");
    private static final Map<String, Pattern> ENDS = Map.of(
            "开始", Pattern.compile("(结束|终止|截止|止)"),
            "起始", Pattern.compile("(结束|终止|截止|止)"),
            "起", Pattern.compile("(止|讫|终)"),
            "生效", Pattern.compile("(失效|到期|终止)"),
            "入职", Pattern.compile("离职"),
            "入住", Pattern.compile("(离开|搬离)"),
            "登记", Pattern.compile("注销"),
            "出生", Pattern.compile("死亡"));

    private final CollectedData data;
    private final Census census;
    private final KeptRules rules;
    private final Bindings standards;
    private final Setting<List<Code>> fillers;

    RuleSuggestions(CollectedData data, Census census, KeptRules rules, Bindings standards, Settings settings) {
        this.data = data;
        this.census = census;
        this.rules = rules;
        this.standards = standards;
        this.fillers = settings.codes("quality.fillers");
    }

    List<RuleForm> of(CollectedData.Collected entry) {
        Content content = data.content(entry.entry());
        List<Content.Item> items = content.items().stream()
                .filter(item -> item.physicalName() != null)
                .toList();
        List<RuleForm> found = new ArrayList<>(keys(items));
        Set<String> always = alwaysThere(content);
        Map<String, CodeList> lists = standards.codesOf(entry.entry());
        for (Content.Item item : items) {
            found.addAll(ofItem(item, always, lists.get(item.name())));
        }
        found.addAll(ofPerson(items));
        found.addAll(orders(items));
        found.add(RuleForm.suggested(RuleKind.VOLUME, Terms.none().percent(USUAL_PERCENT), 2, true));
        if (entry.cycle() != null && entry.cycle() != UpdateCycle.ONCE && entry.cycle() != UpdateCycle.IRREGULAR) {
            found.add(RuleForm.suggested(RuleKind.FRESH, Terms.none(), 1, false));
        }
        found.add(RuleForm.suggested(RuleKind.REACHABLE, Terms.none(), 1, false).tolerating(10));
        Set<String> there = rules.of(entry.entry()).stream()
                .filter(rule -> rule.state() != QualityRule.State.ENDED)
                .map(rule -> about(rule.kind(), rules.terms(rule)))
                .collect(Collectors.toCollection(HashSet::new));
        return found.stream()
                .filter(form -> there.add(about(form.kind(), form.terms())))
                .toList();
    }

    private static String about(RuleKind kind, Terms terms) {
        return kind + " " + String.join(",", terms.columns()).toLowerCase(Locale.ROOT);
    }

    private static String column(Content.Item item) {
        return Objects.requireNonNull(item.physicalName());
    }

    private static List<RuleForm> keys(List<Content.Item> items) {
        List<Content.Item> key = items.stream().filter(Content.Item::key).toList();
        List<RuleForm> found = new ArrayList<>();
        key.forEach(item -> found.add(RuleForm.suggested(RuleKind.PRESENT, Terms.of(column(item)), 3, true)));
        if (!key.isEmpty()) {
            found.add(RuleForm.suggested(
                    RuleKind.UNIQUE,
                    Terms.of(key.stream().map(RuleSuggestions::column).toArray(String[]::new)),
                    3,
                    true));
        }
        return found;
    }

    /// Columns that had a value in each row of the newest census.
    private Set<String> alwaysThere(Content content) {
        Content.Mount mount = content.mount();
        return mount == null
                ? Set.of()
                : census.newest(mount.source(), mount.path())
                        .flatMap(place -> census.found(place.run(), place.table()))
                        .map(found -> found.result().profile())
                        .map(profile -> profile.columns().stream()
                                .filter(one -> one.rows() >= LEAST_ROWS && one.nulls() == 0 && one.empty() == 0)
                                .map(ColumnProfile::name)
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()))
                        .orElse(Set.of());
    }

    /// @param list the code list of the data element that the item is bound to, null if there is none
    private List<RuleForm> ofItem(Content.Item item, Set<String> always, @Nullable CodeList list) {
        List<RuleForm> found = new ArrayList<>();
        Terms terms = Terms.of(column(item));
        if (!item.key() && always.contains(column(item).toLowerCase(Locale.ROOT))) {
            found.add(RuleForm.suggested(RuleKind.PRESENT, terms, 1, false));
        }
        DataType type = type(item);
        String identifier = type == null ? null : IDENTIFIERS.get(type);
        if (identifier != null) {
            found.add(RuleForm.suggested(
                    RuleKind.IDENTIFIER, terms.text(identifier), DataType.MOBILE.equals(type) ? 1 : 3, false));
        }
        if (type != null && OFTEN_FILLED.contains(type)) {
            found.add(RuleForm.suggested(RuleKind.NOT_FILLER, terms.values(fillers(), List.of()), 1, false));
        }
        if (DataType.BIRTH_DATE.equals(type)) {
            found.add(RuleForm.suggested(RuleKind.NOT_FUTURE, terms, 1, false));
        }
        List<String> codes = list == null
                ? item.codes().stream().map(Content.Code::code).toList()
                : list.codes().stream().map(CodeList.Code::code).toList();
        if (!codes.isEmpty()) {
            found.add(RuleForm.suggested(RuleKind.CODES, terms.values(codes, List.of()), 2, false));
        }
        return found;
    }

    private List<String> fillers() {
        return fillers.today().stream().map(Code::zh).toList();
    }

    /// Where there is one identity number, birth and sex beside it must be its own.
    private static List<RuleForm> ofPerson(List<Content.Item> items) {
        List<Content.Item> ids = all(items, DataType.RESIDENT_ID);
        if (ids.size() != 1) {
            return List.of();
        }
        String id = column(ids.getFirst());
        List<RuleForm> found = new ArrayList<>();
        for (Content.Item birth : all(items, DataType.BIRTH_DATE)) {
            found.add(RuleForm.suggested(RuleKind.BIRTH_OF_ID, Terms.of(column(birth), id), 2, false));
        }
        for (Content.Item sex : all(items, DataType.SEX)) {
            List<String> male = meaning(sex, MALE, List.of("1", MALE, "M"));
            List<String> female = meaning(sex, FEMALE, List.of("2", FEMALE, "F"));
            found.add(RuleForm.suggested(
                    RuleKind.SEX_OF_ID, Terms.of(column(sex), id).values(male, female), 2, false));
        }
        return found;
    }

    private static List<String> meaning(Content.Item item, String word, List<String> usual) {
        List<String> codes = item.codes().stream()
                .filter(code -> code.meaning().startsWith(word) || code.code().startsWith(word))
                .map(Content.Code::code)
                .toList();
        return codes.isEmpty() ? usual : codes;
    }

    private static List<Content.Item> all(List<Content.Item> items, DataType type) {
        return items.stream().filter(item -> type.equals(type(item))).toList();
    }

    private static @Nullable DataType type(Content.Item item) {
        String detected = item.detected();
        if (detected == null) {
            return null;
        }
        return DataType.find(detected).orElse(null);
    }

    /// Two dates of which the names say that one is the end of the other.
    private static List<RuleForm> orders(List<Content.Item> items) {
        List<Content.Item> dates = items.stream()
                .filter(item -> "D".equals(item.type()) || "T".equals(item.type()))
                .toList();
        List<RuleForm> found = new ArrayList<>();
        for (Content.Item begin : dates) {
            var named = BEGIN.matcher(begin.name());
            if (!named.matches()) {
                continue;
            }
            Pattern end = Objects.requireNonNull(ENDS.get(named.group(2)));
            dates.stream()
                    .filter(other -> !other.equals(begin) && other.name().startsWith(named.group(1)))
                    .filter(other -> end.matcher(
                                    other.name().substring(named.group(1).length()))
                            .lookingAt())
                    .findFirst()
                    .ifPresent(other -> found.add(
                            RuleForm.suggested(RuleKind.ORDER, Terms.of(column(begin), column(other)), 1, false)));
        }
        return found;
    }

    /// The forms of these numbers, of the suggestions as they are now.
    List<RuleForm> chosen(CollectedData.Collected entry, Set<UUID> ids) {
        return of(entry).stream()
                .filter(form -> ids.contains(id(entry.entry(), form)))
                .toList();
    }

    /// An id of a suggestion that stays the same while the suggestion does.
    static UUID id(UUID entry, RuleForm form) {
        return UUID.nameUUIDFromBytes((entry + about(form.kind(), form.terms()) + form.terms())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
