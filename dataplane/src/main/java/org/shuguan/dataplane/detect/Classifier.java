package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;
import org.shuguan.dataplane.detect.ColumnName.Named;

/// Classifies columns by all that is known of them: name and comment ([Vocabulary]), values ([Detectors]), declared
/// type,
/// the table's meaning ([TableTopic]) and the columns beside them. Each piece of evidence has a weight ([Weights]) and
/// a
/// sentence; the sum of the weights is the confidence. A form alone is weak evidence, and so is a vague name that no
/// value
/// supports. What a name states plainly is kept even if the values do not fit, because such columns hold personal
/// information all the same.
public final class Classifier {
    /// What is less certain is not even a suspicion. Below it findings are noise, which no city wants to read.
    private static final double REPORTED = 0.3;
    /// Findings, and rejected types, that are told.
    private static final int MOST = 3;
    /// Share of valid values that is enough if the column's name matches; the others are taken for errors.
    private static final double SHARE_WITH_NAME = 0.3;

    private static final Set<String> TEST_VALUES = Set.copyOf(ResourceLists.lines("test-values.txt"));

    /// Types that organisations and places have as well as people.
    private static final Set<DataType> ALSO_OF_ORGANISATIONS =
            Set.of(DataType.ADDRESS, DataType.PHONE, DataType.COORDINATE, DataType.EDUCATION, DataType.COUNTRY);
    /// Attributes that belong to a person only beside another one: alone they are a code list, or a statistic.
    private static final Set<DataType> ATTRIBUTES = Set.of(
            DataType.SEX,
            DataType.MARRIAGE,
            DataType.NATIONALITY,
            DataType.POLITICS,
            DataType.RELIGION,
            DataType.BLOOD_TYPE,
            DataType.SALUTATION);
    /// Types that only people have; a column `name` beside them is that of a person.
    private static final Set<DataType> OF_PEOPLE = Set.of(
            DataType.RESIDENT_ID,
            DataType.SEX,
            DataType.BIRTH_DATE,
            DataType.MARRIAGE,
            DataType.POLITICS,
            DataType.NATIONALITY,
            DataType.PASSPORT,
            DataType.NATIVE_PLACE,
            DataType.IDENTITY_IMAGE,
            DataType.WORK_NUMBER);
    /// How to reach somebody.
    private static final Set<DataType> CONTACTS =
            Set.of(DataType.MOBILE, DataType.PHONE, DataType.EMAIL, DataType.ADDRESS);
    /// Types whose values are texts: a declared number or day is none.
    private static final Set<DataType> TEXTS = Set.of(
            DataType.PERSON_NAME,
            DataType.ORGANISATION_NAME,
            DataType.ADDRESS,
            DataType.EMAIL,
            DataType.URL,
            DataType.IP_ADDRESS,
            DataType.MAC_ADDRESS,
            DataType.CREDENTIAL,
            DataType.SOCIAL_ACCOUNT,
            DataType.IDENTITY_IMAGE,
            DataType.SIGNATURE,
            DataType.PLATE,
            DataType.PASSPORT,
            DataType.CASE_NUMBER,
            DataType.CREDIT_CODE);
    /// Types that an identifier of their holder is not.
    private static final Set<DataType> NAMES =
            Set.of(DataType.PERSON_NAME, DataType.ORGANISATION_NAME, DataType.ADDRESS, DataType.SALUTATION);
    /// Types that a vague word states only of people: weight is that of a parcel too.
    private static final Set<DataType> VAGUE_WITHOUT_PEOPLE =
            Set.of(DataType.INCOME, DataType.VITAL_SIGN, DataType.HEALTH, DataType.WORK_NUMBER, DataType.SALUTATION);

    private static final Pattern NUMBER_TYPE = Pattern.compile(
            "(?i)(tiny|small|medium|big|u)?int(eger)?\\d*\\b.*|(big|small)?serial.*|hugeint|decimal.*|numeric.*|number.*|float.*|double.*|real.*|money.*|bool.*|bit\\b.*");
    private static final Pattern TIME_TYPE = Pattern.compile("(?i)date.*|time.*|year.*");

    private final KnownTypes types;
    private final Thresholds thresholds;
    private final Vocabulary vocabulary;

    /// By the default thresholds.
    public Classifier() {
        this(Thresholds.DEFAULT);
    }

    public Classifier(Thresholds thresholds) {
        this(thresholds, Vocabulary.DEFAULT, KnownTypes.DELIVERED);
    }

    /// @param vocabulary the words of names and comments, with those that a city added
    /// @param types the types, with those that a city added
    public Classifier(Thresholds thresholds, Vocabulary vocabulary, KnownTypes types) {
        this.thresholds = thresholds;
        this.vocabulary = vocabulary;
        this.types = types;
    }

    /// The types that a column's name and comment state, the plainest first; without values, a table or neighbours.
    public static List<DataType> named(String name, @Nullable String comment, Vocabulary vocabulary) {
        return ColumnName.of(name, comment, vocabulary).types().stream()
                .sorted(Comparator.comparingDouble(Named::points).reversed())
                .map(Named::type)
                .toList();
    }

    /// Classifies the columns of a table.
    ///
    /// @return one classification per column, in the table's order
    public List<Classification> classify(TableSample table) {
        List<Column> columns = table.columns().stream().map(this::column).toList();
        TableTopic topic = TableTopic.of(table.name(), table.comment(), vocabulary);
        Surroundings unknown = new Surroundings(topic, Set.of());
        List<Optional<DataType>> alone = columns.stream()
                .map(column -> findings(weighed(column, unknown)).stream()
                        .filter(found -> thresholds.asserts(found.confidence()))
                        .map(Finding::type)
                        .findFirst())
                .toList();
        List<Classification> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Set<DataType> beside = new HashSet<>();
            for (int other = 0; other < columns.size(); other++) {
                if (other != i) {
                    alone.get(other).ifPresent(beside::add);
                }
            }
            all.add(graded(table, columns.get(i), weighed(columns.get(i), new Surroundings(topic, beside))));
        }
        return isAboutPeople(all)
                ? all
                : all.stream()
                        .map(found -> found.personal() == null ? found : notPersonal(found))
                        .toList();
    }

    /// Whether a table with these columns has information about single people.
    private static boolean isAboutPeople(List<Classification> columns) {
        Set<DataType> attributes = new HashSet<>();
        for (Classification column : columns) {
            DataType type = column.personal() == null
                    ? null
                    : column.best().map(Finding::type).orElse(null);
            if (type == null || ALSO_OF_ORGANISATIONS.contains(type)) {
                continue;
            }
            if (!ATTRIBUTES.contains(type)) {
                return true;
            }
            attributes.add(type);
        }
        return attributes.size() > 1;
    }

    /// Personal information relates to an identified or identifiable person (PIPL article 4). If a table has no
    /// other information about people, its addresses, telephone numbers and levels of education belong to schools
    /// and offices, and its words for sexes or nationalities are a code list.
    private Classification notPersonal(Classification found) {
        String type = found.best().map(best -> best.type().word()).orElse("");
        return new Classification(
                found.column(),
                found.findings(),
                types.defaultRule().grade(),
                new Reason("grade-nobody", Map.of("type", type)),
                null,
                false,
                found.asserted(),
                found.considered());
    }

    /// Whether the value was entered to test a form: 张三, 13800000000. It belongs to no person.
    public static boolean isTestValue(String value) {
        return TEST_VALUES.contains(NormalizedText.of(value));
    }

    /// What is known of the table around a column.
    ///
    /// @param beside the types of its columns that are certain without their surroundings
    private record Surroundings(TableTopic topic, Set<DataType> beside) {
        /// Whether the rows belong to people, by whatever tells it.
        boolean ofPersons() {
            return people()
                    || beside.contains(DataType.PERSON_NAME)
                    || beside.contains(DataType.PERSONAL_TEXT)
                    || medical();
        }

        /// Whether other columns hold findings about people.
        boolean medical() {
            return beside.contains(DataType.HEALTH);
        }

        boolean people() {
            return topic == TableTopic.PEOPLE || beside.stream().anyMatch(OF_PEOPLE::contains);
        }
    }

    /// A column with its values prepared for the detectors.
    private record Column(
            String name,
            String declaredType,
            ColumnName title,
            Map<DataType, Named> named,
            List<NormalizedValue> values) {}

    private Column column(TableSample.ColumnSample sample) {
        ColumnName title = ColumnName.of(sample.name(), sample.comment(), vocabulary);
        return new Column(
                sample.name(),
                sample.declaredType(),
                title,
                title.types().stream().collect(Collectors.toMap(Named::type, Function.identity())),
                sample.values().stream()
                        .map(NormalizedValue::of)
                        .filter(value -> !NormalizedText.isMissing(value.plain()))
                        .toList());
    }

    /// A value in the forms that detectors compare.
    ///
    /// @param plain normalised by [NormalizedText]
    /// @param joined for number types: additionally without blanks and hyphens, in upper case
    /// @param text a longer part of it, for sentences
    /// @param count how often it occurs in the sample
    private record NormalizedValue(String plain, String joined, String text, long count) {
        static NormalizedValue of(TableSample.Value value) {
            String plain = NormalizedText.of(value.text());
            return new NormalizedValue(
                    plain,
                    NormalizedText.joined(plain),
                    NormalizedText.ofSentences(value.text(), plain),
                    value.count());
        }

        String by(Detector detector) {
            return detector.strength() == Detector.Strength.TEXT ? text : detector.number() ? joined : plain;
        }
    }

    /// The evidence for one type: the sum of the weights and the sentences.
    private static final class Evidence {
        private double points = Weights.BEFORE;
        private final List<Reason> reasons = new ArrayList<>();

        void add(double weight) {
            points += weight;
        }

        void add(double weight, Reason reason) {
            points += weight;
            reasons.add(reason);
        }
    }

    /// All types for which something speaks, with their confidence, the most certain first.
    private List<Finding> weighed(Column column, Surroundings surroundings) {
        Map<DataType, Evidence> byType = new TreeMap<>();
        types.detectors().forEach((type, detectors) -> {
            Named named = column.named().get(type);
            Evidence byName = named == null ? null : named(column, named, detectors, surroundings);
            Evidence best = byName;
            if (byName == null || Weights.confidence(byName.points) < REPORTED) {
                Evidence byValues = byValues(column, detectors, surroundings);
                best = byName == null || (byValues != null && byValues.points > byName.points) ? byValues : byName;
            }
            if (best != null) {
                byType.put(type, best);
            }
        });
        ofBareName(column, surroundings, byType);
        List<Finding> weighed = new ArrayList<>();
        byType.forEach((type, evidence) -> weighed.add(
                new Finding(type, Math.round(Weights.confidence(evidence.points) * 100) / 100.0, evidence.reasons)));
        weighed.sort(Comparator.comparingDouble(Finding::confidence).reversed());
        return weighed;
    }

    /// The types that the column may have, at most three.
    private static List<Finding> findings(List<Finding> weighed) {
        return weighed.stream()
                .filter(finding -> finding.confidence() >= REPORTED)
                .limit(MOST)
                .toList();
    }

    /// The evidence for a type that the column's name states.
    private Evidence named(Column column, Named named, List<Detector> detectors, Surroundings surroundings) {
        DataType type = named.type();
        Evidence evidence = new Evidence();
        if (column.values().isEmpty()) {
            evidence.add(named.points(), nameEvidence(named.word()));
        } else {
            double valid = union(detectors, column, named.plain(), true);
            double form = Math.max(valid, union(detectors, column, named.plain(), false));
            Detector first = detectors.getFirst();
            if (valid > 0) {
                evidence.reasons.add(new Reason(
                        first.strength() == Detector.Strength.CHECKSUM ? "checksum" : "form",
                        Map.of(
                                "percent",
                                percent(valid),
                                "values",
                                Integer.toString(column.values().size()))));
            }
            if (form - valid > 0.005) {
                evidence.reasons.add(new Reason("wrong", Map.of("percent", percent(form - valid))));
            }
            evidence.add(named.points(), nameEvidence(named.word()));
            if (valid >= SHARE_WITH_NAME) {
                evidence.add(Weights.VALID_LEAST + (Weights.VALID_MOST - Weights.VALID_LEAST) * valid);
            } else if (form >= first.strength().share()) {
                // jbmc may be names of diseases or of levels: an abbreviation and a vague form prove nothing together.
                evidence.add(
                        named.plain() || first.strength() != Detector.Strength.NONE
                                ? Weights.FORM_ONLY
                                : Weights.REFUTED);
            } else {
                boolean kept = named.plain() && types.forType(type).category() != null;
                evidence.add(
                        kept ? Weights.MISFIT : Weights.REFUTED,
                        new Reason("misfit", Map.of("percent", percent(form))));
            }
            addOddValues(evidence, type, column.values());
        }
        if (column.title().identifier()
                && (NAMES.contains(type) || !column.title().explained())) {
            evidence.add(
                    NAMES.contains(type) ? Weights.IDENTIFIER : Weights.KEY,
                    new Reason("identifier", Map.of("name", column.name())));
        }
        // A number that the database counts up is no work number.
        boolean counted = DataType.WORK_NUMBER.equals(type) && !named.plain();
        boolean time = TIME_TYPE.matcher(column.declaredType()).matches() && !DataType.BIRTH_DATE.equals(type);
        if (time
                || ((TEXTS.contains(type) || counted)
                        && NUMBER_TYPE.matcher(column.declaredType()).matches())) {
            evidence.add(Weights.IMPOSSIBLE, new Reason("impossible", Map.of("declared", column.declaredType())));
        }
        if (!named.plain()) {
            if (DataType.HEALTH.equals(type) && surroundings.medical()) {
                evidence.add(Weights.MEDICAL, new Reason("medical", Map.of()));
            } else if (surroundings.people() && types.forType(type).category() != null) {
                evidence.add(Weights.PEOPLE, new Reason("people", Map.of()));
            } else if (VAGUE_WITHOUT_PEOPLE.contains(type)) {
                evidence.add(Weights.NOBODY, new Reason("no-people", Map.of()));
            }
        }
        return evidence;
    }

    /// The share of values that one of the detectors accepts.
    private static double union(List<Detector> detectors, Column column, boolean plain, boolean valid) {
        List<Detector> used = detectors.stream()
                .filter(detector -> plain || !detector.plainOnly())
                .toList();
        boolean ofRows = used.stream().anyMatch(detector -> detector.strength() == Detector.Strength.LIST);
        double all = 0;
        double hits = 0;
        for (NormalizedValue value : column.values()) {
            double weight = ofRows ? value.count() : 1;
            all += weight;
            for (Detector detector : used) {
                if ((valid ? detector.valid() : detector.form()).test(value.by(detector))) {
                    hits += weight;
                    break;
                }
            }
        }
        return hits / all;
    }

    /// The evidence for a type from the values alone, null if there is none.
    private static @Nullable Evidence byValues(Column column, List<Detector> detectors, Surroundings surroundings) {
        Evidence best = null;
        for (Detector detector : detectors) {
            boolean counts = !detector.plainOnly()
                    && (detector.strength() != Detector.Strength.FINDINGS || surroundings.ofPersons());
            Evidence evidence = counts ? byValues(column, detector) : null;
            if (evidence != null && (best == null || evidence.points > best.points)) {
                best = evidence;
            }
        }
        return best;
    }

    private static @Nullable Evidence byValues(Column column, Detector detector) {
        List<NormalizedValue> values = column.values();
        if (values.isEmpty() || !enoughMatch(detector, values)) {
            return null;
        }
        boolean ofRows = detector.strength() == Detector.Strength.LIST;
        double valid = ofRows
                ? shareOfRows(values, detector.alone())
                : (double) values.stream()
                                .filter(value -> detector.alone().test(value.by(detector)))
                                .count()
                        / values.size();
        if (valid < detector.strength().share()
                || !detector.together()
                        .test(values.stream().map(value -> value.by(detector)).toList())
                || (ofRows && !areKnownWords(detector, values))) {
            return null;
        }
        int matching =
                detector.strength() == Detector.Strength.TEXT ? (int) Math.round(valid * values.size()) : values.size();
        Evidence evidence = new Evidence();
        String code = switch (detector.strength()) {
            case CHECKSUM -> "checksum";
            case TEXT -> "text";
            default -> "form";
        };
        evidence.add(
                Weights.ofValues(detector.strength(), detector.type(), valid, matching),
                new Reason(code, Map.of("percent", percent(valid), "values", Integer.toString(values.size()))));
        if (detector.strength() == Detector.Strength.FINDINGS) {
            evidence.add(Weights.FINDING_OF_PEOPLE, new Reason("people", Map.of()));
        }
        addOddValues(evidence, detector.type(), values);
        String other = column.named().values().stream()
                .filter(named -> named.plain() && !named.type().equals(detector.type()))
                .map(Named::word)
                .findFirst()
                .orElse(column.title().other());
        boolean checked = detector.strength() == Detector.Strength.CHECKSUM;
        // What stands in a sentence, or a diagnosis under a wrong name, is there whatever the name says.
        boolean text = detector.strength() == Detector.Strength.TEXT
                || DataType.PERSONAL_TEXT.equals(detector.type())
                || detector.strength() == Detector.Strength.FINDINGS;
        if (other != null && !text) {
            evidence.add(
                    checked ? Weights.SAYS_OTHER_THAN_CHECKSUM : Weights.SAYS_OTHER,
                    new Reason("other-name", Map.of("word", other)));
        } else if ((column.title().unknown() && detector.strength() == Detector.Strength.HINT && !text)
                || (DataType.REGION.equals(detector.type())
                        && (column.title().unknown() || column.title().identifier()))) {
            evidence.add(Weights.UNSAID, new Reason("unsaid", Map.of()));
        }
        return evidence;
    }

    /// A column that is called just `name`: the table and the columns beside it say whose.
    private static void ofBareName(Column column, Surroundings surroundings, Map<DataType, Evidence> byType) {
        if (!column.title().bare() || NUMBER_TYPE.matcher(column.declaredType()).matches()) {
            return;
        }
        boolean beside = surroundings.beside().stream().anyMatch(OF_PEOPLE::contains);
        DataType type;
        Evidence evidence = new Evidence();
        if (surroundings.topic() == TableTopic.ORGANISATIONS) {
            type = DataType.ORGANISATION_NAME;
            evidence.add(Weights.NAME_OF_SUBJECT, new Reason("organisations", Map.of()));
        } else if (surroundings.topic() == TableTopic.PEOPLE || beside) {
            type = DataType.PERSON_NAME;
            evidence.add(
                    surroundings.topic() == TableTopic.PEOPLE ? Weights.NAME_OF_SUBJECT : Weights.NAME_BESIDE_PERSON,
                    new Reason(surroundings.topic() == TableTopic.PEOPLE ? "people" : "beside", Map.of()));
        } else {
            List<NormalizedValue> values = column.values();
            double names = values.isEmpty()
                    ? 0
                    : (double) values.stream()
                                    .filter(value -> PersonName.hasForm(value.plain()))
                                    .count()
                            / values.size();
            if (names >= Detector.Strength.HINT.share()
                    && surroundings.beside().stream().anyMatch(CONTACTS::contains)) {
                evidence.add(
                        Weights.VALID_MOST,
                        new Reason(
                                "form", Map.of("percent", percent(names), "values", Integer.toString(values.size()))));
                evidence.reasons.add(new Reason("beside-contact", Map.of()));
                byType.merge(DataType.PERSON_NAME, evidence, (known, own) -> known.points > own.points ? known : own);
            }
            return;
        }
        List<Detector> detectors = Detectors.BY_TYPE.getOrDefault(type, List.of());
        if (!column.values().isEmpty()) {
            double valid = union(detectors, column, true, true);
            if (valid >= SHARE_WITH_NAME) {
                evidence.add(
                        Weights.VALID_LEAST,
                        new Reason(
                                "form",
                                Map.of(
                                        "percent", percent(valid),
                                        "values",
                                                Integer.toString(column.values().size()))));
            } else {
                evidence.add(Weights.MISFIT, new Reason("misfit", Map.of("percent", percent(valid))));
            }
        }
        Evidence known = byType.get(type);
        if (known == null || known.points < evidence.points) {
            byType.put(type, evidence);
        }
    }

    /// Whether enough values match for a finding without a matching name. Stops early, because most detectors do
    /// not match most columns.
    private static boolean enoughMatch(Detector detector, List<NormalizedValue> values) {
        if (detector.strength() == Detector.Strength.NONE) {
            return false;
        }
        boolean ofRows = detector.strength() == Detector.Strength.LIST;
        double all = ofRows ? values.stream().mapToLong(NormalizedValue::count).sum() : values.size();
        double misses = 0;
        for (NormalizedValue value : values) {
            if (!detector.alone().test(ofRows ? value.plain() : value.by(detector))) {
                misses += ofRows ? value.count() : 1;
                if ((all - misses) / all < detector.strength().share()) {
                    return false;
                }
            }
        }
        return true;
    }

    /// What strikes about the values: numbers that a spreadsheet rounded, test values.
    private static void addOddValues(Evidence evidence, DataType type, List<NormalizedValue> values) {
        double rounded = DataType.RESIDENT_ID.equals(type) ? shareOfRows(values, ResidentId::isRounded) : 0;
        if (rounded > 0) {
            evidence.reasons.add(new Reason("spreadsheet", Map.of("percent", percent(rounded))));
        }
        values.stream()
                .filter(value -> TEST_VALUES.contains(value.plain()))
                .findFirst()
                .ifPresent(first -> evidence.reasons.add(new Reason(
                        "test-values",
                        Map.of(
                                "rows",
                                Long.toString(values.stream()
                                        .filter(value -> TEST_VALUES.contains(value.plain()))
                                        .mapToLong(NormalizedValue::count)
                                        .sum()),
                                "word",
                                first.plain()))));
    }

    /// Whether the values are Chinese words, at least two of them from the list.
    private static boolean areKnownWords(Detector detector, List<NormalizedValue> values) {
        return shareOfRows(values, Classifier::isChinese) >= detector.strength().share()
                && values.stream()
                                .filter(value -> detector.valid().test(value.plain()))
                                .limit(2)
                                .count()
                        == 2;
    }

    private static Reason nameEvidence(String word) {
        return new Reason("name", Map.of("word", word));
    }

    private static double shareOfRows(List<NormalizedValue> values, Predicate<String> test) {
        long rows = 0;
        long hits = 0;
        for (NormalizedValue value : values) {
            rows += value.count();
            hits += test.test(value.plain()) ? value.count() : 0;
        }
        return rows == 0 ? 0 : (double) hits / rows;
    }

    private static boolean isChinese(String text) {
        return text.codePoints()
                .allMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }

    private static String percent(double share) {
        return Integer.toString((int) Math.round(share * 100));
    }

    private Classification graded(TableSample table, Column column, List<Finding> weighed) {
        List<Finding> findings = findings(weighed);
        List<Finding> considered = weighed.stream()
                .filter(finding -> finding.confidence() < REPORTED)
                .limit(MOST)
                .toList();
        boolean nothing = column.values().isEmpty();
        Finding best = findings.isEmpty() ? null : findings.getFirst();
        if (best == null || !thresholds.asserts(best.confidence())) {
            KnownTypes.Rule rule = nothing ? types.emptyRule() : types.defaultRule();
            return new Classification(
                    column.name(),
                    findings,
                    rule.grade(),
                    new Reason(nothing ? "grade-empty" : "grade-usual", Map.of()),
                    null,
                    false,
                    false,
                    considered);
        }
        KnownTypes.Rule rule = types.forType(best.type());
        boolean mass = rule.category() != null && table.rows() >= thresholds.massRows();
        Grade grade = mass ? rule.grade().orHigher(Grade.GENERAL_4) : rule.grade();
        String code = rule.category() == null
                ? "grade-type"
                : mass ? "grade-mass" : rule.sensitive() ? "grade-sensitive" : "grade-personal";
        return new Classification(
                column.name(),
                findings,
                grade,
                new Reason(
                        code,
                        Map.of(
                                "type", best.type().word(),
                                "category", rule.category() == null ? "" : rule.category(),
                                "rows", Long.toString(table.rows()))),
                rule.category(),
                rule.sensitive(),
                true,
                considered);
    }
}
