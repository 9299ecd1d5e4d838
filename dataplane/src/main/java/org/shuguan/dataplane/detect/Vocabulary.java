package org.shuguan.dataplane.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The words of columns' names and comments and the types that they state, from `vocabulary.yaml`, where their meaning
/// is
/// explained. The end of a name decides, and of several words that end it the longest.
public final class Vocabulary {
    /// The words that are delivered with the program.
    public static final Vocabulary DEFAULT = new Vocabulary(read());

    /// Minimum length of abbreviations that are recognised at the end of other letters without separator:
    /// fddbrsfzh.
    private static final int INITIALS_RUN_ON = 4;
    /// Minimum length of words that are recognised so; shorter ones end other words by chance: nation in
    /// destination.
    private static final int SPELLED_RUN_ON = 7;
    /// Words of a name that make it a question with yes or no.
    private static final Set<String> QUESTIONS = Set.of("is", "has", "if", "can", "need", "enable", "allow", "show");

    private static final List<String> CHINESE_QUESTIONS = List.of("是否", "有无", "是不是", "能否", "可否");
    /// Endings of words for people in a role: 填表人, 质检员.
    private static final String ROLES = "人者员师";

    private static final Set<String> NO_ROLES = Set.of("人", "者", "员", "师", "本人", "个人", "他人", "全员", "会员", "人员", "成员");

    /// How clearly a word states its type.
    enum Clarity {
        /// it states the type
        PLAIN,
        /// it may mean the type
        VAGUE,
        /// initials of at least four letters
        LONG_INITIALS,
        /// initials of two or three letters, which stand for other words too
        INITIALS,
        /// initials of a vague word
        VAGUE_INITIALS
    }

    /// A type that a name states.
    ///
    /// @param cover number of characters of the name that the word and its endings explain
    record Match(DataType type, String word, Clarity clarity, int cover) {}

    /// What a name or comment says.
    ///
    /// @param matches the types that it may state; several if one word has several meanings
    /// @param other the word by which it says that the column is something else, null if it does not say so
    /// @param bare whether it is just a word for name, without saying whose
    record Saying(List<Match> matches, @Nullable String other, boolean bare) {
        static final Saying SILENT = new Saying(List.of(), null, false);
    }

    private record Entry(@Nullable DataType type, Clarity clarity, Set<String> tails) {}

    private record Tail(String text, Set<String> kinds) {}

    private final Map<String, List<Entry>> chinese = new HashMap<>();
    private final Map<String, List<Entry>> latin = new HashMap<>();
    private final List<Tail> chineseTails;
    private final List<Tail> latinTails;
    private final Map<Boolean, List<String>> personNouns;
    private final Map<Boolean, List<String>> organisationNouns;
    private final Set<String> noise;
    private final List<String> chineseNoise;

    private Vocabulary(JsonNode root) {
        JsonNode tails = root.required("tails");
        chineseTails = tails(tails, "chinese");
        latinTails = tails(tails, "latin");
        for (Map.Entry<String, JsonNode> type : root.required("types").properties()) {
            JsonNode words = type.getValue();
            DataType means = DataType.find(words.path("type").asString(type.getKey()))
                    .orElseThrow(() -> new IllegalStateException("vocabulary.yaml: unknown type " + type.getKey()));
            Set<String> kinds = Set.copyOf(words(words.path("tails")));
            put(chinese, words.path("plain"), new Entry(means, Clarity.PLAIN, kinds));
            put(chinese, words.path("vague"), new Entry(means, Clarity.VAGUE, kinds));
            put(latin, words.path("english"), new Entry(means, Clarity.PLAIN, kinds));
            put(latin, words.path("pinyin"), new Entry(means, Clarity.PLAIN, kinds));
            put(latin, words.path("english-vague"), new Entry(means, Clarity.VAGUE, kinds));
            put(latin, words.path("pinyin-vague"), new Entry(means, Clarity.VAGUE, kinds));
            put(latin, words.path("initials-vague"), new Entry(means, Clarity.VAGUE_INITIALS, kinds));
            for (String word : words(words.path("initials"))) {
                Clarity clarity = word.length() >= INITIALS_RUN_ON ? Clarity.LONG_INITIALS : Clarity.INITIALS;
                latin.computeIfAbsent(word, key -> new ArrayList<>()).add(new Entry(means, clarity, kinds));
            }
        }
        Entry none = new Entry(null, Clarity.PLAIN, Set.of("any"));
        put(chinese, root.required("none").path("chinese"), none);
        put(latin, root.required("none").path("english"), none);
        JsonNode nouns = root.required("nouns");
        personNouns = nouns(nouns.required("person"));
        organisationNouns = nouns(nouns.required("organisation"));
        noise = Set.copyOf(words(nouns.required("noise").path("english")));
        chineseNoise = longestFirst(words(nouns.required("noise").path("chinese")));
    }

    private Vocabulary(Vocabulary other, Collection<CityWord> added) {
        chineseTails = other.chineseTails;
        latinTails = other.latinTails;
        personNouns = other.personNouns;
        organisationNouns = other.organisationNouns;
        noise = other.noise;
        chineseNoise = other.chineseNoise;
        other.chinese.forEach((word, entries) -> chinese.put(word, new ArrayList<>(entries)));
        other.latin.forEach((word, entries) -> latin.put(word, new ArrayList<>(entries)));
        for (CityWord word : added) {
            Map<String, List<Entry>> words = ColumnName.hasHan(word.word()) ? chinese : latin;
            Set<String> tails = word.type() == null ? Set.of("any") : tailsOf(word.type());
            // The city's word replaces what the word meant.
            words.put(word.word(), new ArrayList<>(List.of(new Entry(word.type(), Clarity.PLAIN, tails))));
        }
    }

    /// These words and those of a city, which count where both know a word.
    public Vocabulary with(Collection<CityWord> added) {
        return added.isEmpty() ? this : new Vocabulary(this, added);
    }

    /// The kinds of endings that may follow the words of a type.
    private Set<String> tailsOf(DataType type) {
        return Stream.concat(chinese.values().stream(), latin.values().stream())
                .flatMap(List::stream)
                .filter(entry -> type.equals(entry.type()))
                .map(Entry::tails)
                .findFirst()
                .orElse(Set.of("any"));
    }

    /// What the end of a Chinese phrase says.
    Saying ofPhrase(String text) {
        String phrase = text.toLowerCase(Locale.ROOT);
        if (CHINESE_QUESTIONS.stream().anyMatch(phrase::startsWith)) {
            List<Match> whole = wholly(phrase);
            return !whole.isEmpty()
                    ? new Saying(whole, null, false)
                    : new Saying(List.of(), phrase.substring(0, 2), false);
        }
        Found found = new Found();
        collect(found, phrase, "", 0);
        if (found.longest > 0) {
            return found.saying();
        }
        for (Tail tail : chineseTails) {
            if (tail.kinds().contains("name") && phrase.endsWith(tail.text())) {
                return named(phrase.substring(0, phrase.length() - tail.text().length()), tail.text(), true);
            }
        }
        int last = phrase.length() - 1;
        if (last >= 1
                && ROLES.indexOf(phrase.charAt(last)) >= 0
                && NO_ROLES.stream().noneMatch(phrase::equals)) {
            return new Saying(
                    List.of(new Match(DataType.PERSON_NAME, phrase.substring(last - 1), Clarity.VAGUE, 1)),
                    null,
                    false);
        }
        return Saying.SILENT;
    }

    /// What the end of a name in Latin letters says.
    ///
    /// @param words its words in lower case
    Saying ofWords(List<String> words) {
        if (words.isEmpty()) {
            return Saying.SILENT;
        }
        String joined = String.join("", words);
        Found found = new Found();
        for (int from = 0; from < words.size(); from++) {
            String end = String.join("", words.subList(from, words.size()));
            for (String form : new String[] {end, singular(end)}) {
                lookUp(found, false, form, "", from == 0);
                for (Tail tail : latinTails) {
                    if (form.length() > tail.text().length() && form.endsWith(tail.text())) {
                        String core =
                                form.substring(0, form.length() - tail.text().length());
                        lookUp(found, false, core, tail.text(), from == 0);
                        lookUp(found, false, singular(core), tail.text(), from == 0);
                    }
                }
            }
        }
        if (found.longest == 0 || found.shorterThanTail(joined)) {
            runOn(found, joined);
        }
        boolean question = words.size() > 1 && QUESTIONS.contains(words.getFirst());
        if (found.longest > 0) {
            return question && found.longest < joined.length()
                    ? new Saying(List.of(), words.getFirst(), false)
                    : found.saying();
        }
        for (Tail tail : latinTails) {
            if (tail.kinds().contains("name") && words.getLast().equals(tail.text())) {
                return named(String.join("_", words.subList(0, words.size() - 1)), tail.text(), false);
            }
        }
        return Saying.SILENT;
    }

    /// 员工名称 and employee_name are names of persons, 公司名称 those of organisations, 商品名称 of something else.
    private Saying named(String whose, String tail, boolean chineseText) {
        if (whose.isEmpty() || noise.contains(whose)) {
            return new Saying(List.of(), null, true);
        }
        if (chineseText && whose.endsWith("的")) {
            return named(whose.substring(0, whose.length() - 1), tail, true);
        }
        int cover = whose.length() + tail.length();
        if (isPerson(whose, chineseText)) {
            return new Saying(List.of(new Match(DataType.PERSON_NAME, tail, Clarity.PLAIN, cover)), null, false);
        }
        if (isOrganisation(whose, chineseText)) {
            return new Saying(List.of(new Match(DataType.ORGANISATION_NAME, tail, Clarity.PLAIN, cover)), null, false);
        }
        int last = whose.length() - 1;
        if (chineseText && last >= 1 && ROLES.indexOf(whose.charAt(last)) >= 0) {
            return new Saying(List.of(new Match(DataType.PERSON_NAME, tail, Clarity.PLAIN, cover)), null, false);
        }
        return new Saying(List.of(), chineseText ? whose + tail : whose + "_" + tail, false);
    }

    /// Whether the text ends with a word for people.
    boolean isPerson(String text, boolean chineseText) {
        return endsWithNoun(text, personNouns, chineseText);
    }

    /// Whether the text ends with a word for organisations.
    boolean isOrganisation(String text, boolean chineseText) {
        return endsWithNoun(text, organisationNouns, chineseText);
    }

    /// Words that say nothing about what a table is about.
    Set<String> noise() {
        return noise;
    }

    /// The same at the end of Chinese names of tables, the longest first.
    List<String> chineseNoise() {
        return chineseNoise;
    }

    private static boolean endsWithNoun(String text, Map<Boolean, List<String>> nouns, boolean chineseText) {
        if (chineseText) {
            return Objects.requireNonNull(nouns.get(true)).stream().anyMatch(text::endsWith);
        }
        String last = singular(text.substring(text.lastIndexOf('_') + 1));
        return Objects.requireNonNull(nouns.get(false)).contains(last);
    }

    private void collect(Found found, String core, String tail, int depth) {
        for (int from = 0; from < core.length(); from++) {
            lookUp(found, true, core.substring(from), tail, from == 0);
        }
        if (depth < 2) {
            for (Tail next : chineseTails) {
                if (core.length() > next.text().length() && core.endsWith(next.text())) {
                    collect(
                            found,
                            core.substring(0, core.length() - next.text().length()),
                            next.text() + tail,
                            depth + 1);
                }
            }
        }
    }

    /// The types of a phrase that is one word.
    private List<Match> wholly(String phrase) {
        Found found = new Found();
        lookUp(found, true, phrase, "", true);
        return List.copyOf(found.matches);
    }

    private void lookUp(Found found, boolean chineseText, String word, String tail, boolean whole) {
        Map<String, List<Entry>> words = chineseText ? chinese : latin;
        if (whole) {
            for (Entry entry : words.getOrDefault("=" + word, List.of())) {
                if (accepts(entry, tail, chineseText)) {
                    found.add(entry, word, word.length() + tail.length());
                }
            }
        }
        for (Entry entry : words.getOrDefault(word, List.of())) {
            if (accepts(entry, tail, chineseText)) {
                // 教师 may be a number; 教师名称 states a name.
                boolean ofName = !tail.isEmpty()
                        && entry.clarity() == Clarity.VAGUE
                        && (DataType.PERSON_NAME.equals(entry.type())
                                || DataType.ORGANISATION_NAME.equals(entry.type()));
                found.add(
                        ofName ? new Entry(entry.type(), Clarity.PLAIN, entry.tails()) : entry,
                        word,
                        word.length() + tail.length());
            }
        }
    }

    /// Whether the ending, which may be two endings, leaves the word's meaning.
    private boolean accepts(Entry entry, String tail, boolean chineseText) {
        if (tail.isEmpty()) {
            return true;
        }
        for (Tail known : chineseText ? chineseTails : latinTails) {
            if (tail.endsWith(known.text())
                    && known.kinds().stream().anyMatch(entry.tails()::contains)
                    && accepts(
                            entry,
                            tail.substring(0, tail.length() - known.text().length()),
                            chineseText)) {
                return true;
            }
        }
        return false;
    }

    private void runOn(Found found, String joined) {
        for (int from = 1; from < joined.length() - INITIALS_RUN_ON + 1; from++) {
            String end = joined.substring(from);
            runOn(found, end, "");
            for (Tail tail : latinTails) {
                if (end.length() > tail.text().length() && end.endsWith(tail.text())) {
                    runOn(found, end.substring(0, end.length() - tail.text().length()), tail.text());
                }
            }
            if (found.longest > 0) {
                return;
            }
        }
    }

    private void runOn(Found found, String word, String tail) {
        for (Entry entry : latin.getOrDefault(word, List.of())) {
            boolean long_ = entry.clarity() == Clarity.LONG_INITIALS
                    ? word.length() >= INITIALS_RUN_ON
                    : entry.clarity() == Clarity.PLAIN && word.length() >= SPELLED_RUN_ON;
            if (long_ && accepts(entry, tail, false)) {
                found.add(entry, word, word.length() + tail.length());
            }
        }
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /// Collects the words with the longest cover.
    private static final class Found {
        private int longest;
        private final List<Match> matches = new ArrayList<>();
        private @Nullable String none;

        void add(Entry entry, String word, int cover) {
            if (cover < longest) {
                return;
            }
            if (cover > longest) {
                matches.clear();
                none = null;
                longest = cover;
            }
            DataType type = entry.type();
            if (type == null) {
                none = word;
            } else {
                Match match = new Match(type, word, entry.clarity(), cover);
                if (matches.stream().noneMatch(known -> known.type().equals(type))) {
                    matches.add(match);
                }
            }
        }

        boolean shorterThanTail(String joined) {
            return longest < 3 && joined.length() > longest;
        }

        Saying saying() {
            return none == null ? new Saying(List.copyOf(matches), null, false) : new Saying(List.of(), none, false);
        }
    }

    private static void put(Map<String, List<Entry>> words, JsonNode list, Entry entry) {
        for (String word : words(list)) {
            words.computeIfAbsent(word.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(entry);
        }
    }

    private static Map<Boolean, List<String>> nouns(JsonNode node) {
        return Map.of(true, words(node.path("chinese")), false, words(node.path("english")));
    }

    private static List<Tail> tails(JsonNode kinds, String script) {
        Map<String, Set<String>> found = new HashMap<>();
        for (Map.Entry<String, JsonNode> kind : kinds.properties()) {
            for (String word : words(kind.getValue().path(script))) {
                found.computeIfAbsent(word.toLowerCase(Locale.ROOT), key -> new HashSet<>())
                        .add(kind.getKey());
            }
        }
        return longestFirst(List.copyOf(found.keySet())).stream()
                .map(word -> new Tail(word, Objects.requireNonNull(found.get(word))))
                .toList();
    }

    private static List<String> longestFirst(List<String> words) {
        return words.stream()
                .sorted((a, b) -> b.length() != a.length() ? b.length() - a.length() : a.compareTo(b))
                .toList();
    }

    private static List<String> words(JsonNode text) {
        return Arrays.stream(text.asString("").split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(Vocabulary.class.getResourceAsStream("vocabulary.yaml"), "vocabulary.yaml")) {
            return YAMLMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
