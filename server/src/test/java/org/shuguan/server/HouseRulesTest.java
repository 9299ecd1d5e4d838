package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules for the sources that the compiler does not check.
class HouseRulesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final List<String> MODULES = modulesWithWords();
    private static final Pattern CODE =
            Pattern.compile("\"(?:" + String.join("|", MODULES) + "|audit)([/.])[a-z](?:[a-z-]*[a-z])?\"");
    private static final Pattern FIELD_ERROR =
            Pattern.compile(",\\s*(?:at \\+ )?\"[A-Za-z.]+\",\\s*\"([a-z][a-z-]+)\"\\s*[,)]");
    private static final Pattern ARGUMENT = Pattern.compile("\\{[A-Za-z]+}");
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Helper|Util|Utils|DTO|VO)");

    private final Properties chinese = texts("");
    private final Properties english = texts("_en");

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
        for (String key : chinese.stringPropertyNames()) {
            assertThat(arguments(english.getProperty(key))).as(key).isEqualTo(arguments(chinese.getProperty(key)));
        }
    }

    /// If two files define the same key, only one of them is used.
    @Test
    void everyTextStandsOnce() {
        Set<String> seen = new TreeSet<>();
        List<String> twice = MODULES.stream()
                .flatMap(module -> texts(module, "").stringPropertyNames().stream())
                .filter(key -> !seen.add(key))
                .toList();
        assertThat(twice).isEmpty();
    }

    @Test
    void everyRefusalAndEveryRecordedActionHasWords() {
        Set<String> missing = new TreeSet<>();
        for (String code : matches(CODE).map(MatchResult::group).toList()) {
            String name = code.substring(1, code.length() - 1);
            List<String> keys = name.contains("/")
                    ? List.of("refusal." + name)
                    : List.of(name, "audit." + name, "task." + name, "rule." + name, "indicator." + name);
            if (keys.stream().noneMatch(chinese::containsKey)) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsWrongWithAFieldHasWords() {
        Set<String> codes = new TreeSet<>();
        sources()
                .forEach(file -> Stream.of(text(file).split("\\.that\\(", -1))
                        .skip(1)
                        .map(FIELD_ERROR::matcher)
                        .filter(Matcher::find)
                        .forEach(found -> codes.add("invalid." + found.group(1))));
        assertThat(codes).hasSizeGreaterThan(20);
        assertThat(chinese.stringPropertyNames()).containsAll(codes);
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> empty = sources()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> EMPTY_NAME.matcher(name).matches())
                .toList();
        assertThat(empty).isEmpty();
    }

    private static List<String> modulesWithWords() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/texts"))) {
            return files.map(file -> file.getFileName().toString().replace(".properties", ""))
                    .filter(name -> !name.contains("_"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<MatchResult> matches(Pattern pattern) {
        return sources().flatMap(file -> pattern.matcher(text(file)).results());
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> arguments(String sentence) {
        return ARGUMENT.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .sorted()
                .distinct()
                .toList();
    }

    private static Properties texts(String language) {
        Properties all = new Properties();
        MODULES.forEach(module -> all.putAll(texts(module, language)));
        return all;
    }

    private static Properties texts(String module, String language) {
        Properties texts = new Properties();
        String name = "/texts/" + module + language + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(HouseRulesTest.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
        return texts;
    }
}
