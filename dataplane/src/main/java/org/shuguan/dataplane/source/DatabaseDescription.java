package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The description of a database without built-in support: a YAML file beside its driver.
/// `docs/how-to/jdbc-drivers.md` explains each key.
///
/// @param name identifies the kind in stored sources; must not change
/// @param title name shown to people
/// @param driver class name of the JDBC driver
/// @param jars file names of the driver; empty for the jar that contains the class
/// @param url JDBC address with `{host}`, `{port}`, `{database}`, which are filled from checked fields
/// @param port default port
/// @param quote quote character of identifiers
/// @param properties connection properties; `{connect.millis}` and the like are replaced by the limits
/// @param autocommit false if the driver streams rows only within a transaction
/// @param open statements to run after signing in
/// @param schemas query of schema names; this and the following queries read the database's own dictionary, null
///     to use the driver's metadata
/// @param system system schemas, which are skipped
/// @param as regular expression of a declared type → expression that selects such a column, with `{column}` for
///     its name
/// @param sample clause after a table's name that selects random rows: `{percent}`, `{share}` and `{rows}`
/// @param first clause that selects the first `{rows}` rows
/// @param reasons error code or SQL state → reason
public record DatabaseDescription(
        String name,
        String title,
        String driver,
        List<String> jars,
        String url,
        int port,
        String quote,
        Map<String, String> properties,
        boolean autocommit,
        List<String> open,
        @Nullable String schemas,
        @Nullable String tables,
        @Nullable String columns,
        @Nullable String keys,
        @Nullable String references,
        List<String> system,
        Map<String, String> as,
        @Nullable String sample,
        String first,
        Map<String, Reason> reasons) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,30}");
    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
    private static final List<String> OF_A_URL = List.of("host", "port", "database");
    private static final List<String> TAKEN = List.of("postgresql", "mysql", "files", "api", "http", "https");
    private static final int HIGHEST_PORT = 65_535;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// A problem of a description or its driver.
    ///
    /// @param code stable code; its text has the key `driver.<code>`
    /// @param detail the key, value or message that is concerned
    public record Problem(String code, String detail) {}

    /// The description cannot be used.
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        Unusable(List<Problem> problems) {
            super(problems.toString());
            this.problems = problems;
        }

        List<Problem> problems() {
            return problems;
        }
    }

    /// The content of the file; every key may be missing.
    private record YamlContent(
            @Nullable String name,
            @Nullable String title,
            @Nullable String driver,
            @Nullable List<String> jars,
            @Nullable String url,
            @Nullable Integer port,
            @Nullable String quote,
            @Nullable Map<String, String> properties,
            @Nullable Boolean autocommit,
            @Nullable List<String> open,
            @Nullable String schemas,
            @Nullable String tables,
            @Nullable String columns,
            @Nullable String keys,
            @Nullable String references,
            @Nullable List<String> system,
            @Nullable Map<String, String> as,
            @Nullable String sample,
            @Nullable String first,
            @Nullable Map<String, String> reasons) {}

    /// Parses a description.
    ///
    /// @throws Unusable with all problems that were found
    static DatabaseDescription parse(String yaml) throws Unusable {
        YamlContent written;
        try {
            written = YAML.readValue(yaml, YamlContent.class);
        } catch (UnrecognizedPropertyException e) {
            throw new Unusable(List.of(new Problem("key-unknown", e.getPropertyName())));
        } catch (JacksonException e) {
            throw new Unusable(List.of(new Problem(
                    "unreadable",
                    e.getLocation() == null || e.getLocation().getLineNr() < 1
                            ? e.getOriginalMessage()
                            : e.getLocation().getLineNr() + ": " + e.getOriginalMessage())));
        }
        if (written == null) {
            throw new Unusable(List.of(new Problem("unreadable", "1")));
        }
        List<Problem> problems = problems(written);
        if (!problems.isEmpty()) {
            throw new Unusable(problems);
        }
        return new DatabaseDescription(
                text(written.name()),
                written.title() == null ? text(written.name()) : written.title(),
                text(written.driver()),
                list(written.jars()),
                text(written.url()),
                written.port() == null ? 0 : written.port(),
                written.quote() == null ? "\"" : written.quote(),
                written.properties() == null ? Map.of() : written.properties(),
                written.autocommit() == null || written.autocommit(),
                list(written.open()),
                written.schemas(),
                written.tables(),
                written.columns(),
                written.keys(),
                written.references(),
                list(written.system()),
                // In the file's order: the first matching pattern applies.
                written.as() == null ? Map.of() : written.as(),
                written.sample(),
                written.first() == null ? "fetch first {rows} rows only" : written.first(),
                reasons(written));
    }

    private static List<Problem> problems(YamlContent written) {
        List<Problem> problems = new ArrayList<>();
        missing(problems, "name", written.name());
        missing(problems, "driver", written.driver());
        missing(problems, "url", written.url());
        if (written.port() == null || written.port() < 1 || written.port() > HIGHEST_PORT) {
            problems.add(new Problem("port", String.valueOf(written.port())));
        }
        String name = text(written.name());
        if (!name.isEmpty() && (!NAME.matcher(name).matches() || TAKEN.contains(name))) {
            problems.add(new Problem("name", name));
        }
        String url = text(written.url());
        if (!url.isEmpty()) {
            if (!url.startsWith("jdbc:") || !url.contains("{host}")) {
                problems.add(new Problem("url", url));
            }
            PLACE.matcher(url)
                    .results()
                    .filter(place -> !OF_A_URL.contains(place.group(1)))
                    .forEach(place -> problems.add(new Problem("place-unknown", place.group())));
        }
        Stream.of(written.tables(), written.columns(), written.keys(), written.references())
                .filter(query -> query != null && !query.contains("{schemas}"))
                .forEach(query -> problems.add(new Problem("without-schemas", first(query))));
        (written.as() == null ? Map.<String, String>of() : written.as()).forEach((type, as) -> {
            try {
                Pattern.compile(type);
            } catch (PatternSyntaxException e) {
                problems.add(new Problem("pattern", type));
            }
            if (!as.contains("{column}") && !as.equals("null")) {
                problems.add(new Problem("without-column", as));
            }
        });
        (written.reasons() == null ? Map.<String, String>of() : written.reasons()).forEach((code, reason) -> {
            if (Stream.of(Reason.values()).noneMatch(known -> known.name().equals(reason))) {
                problems.add(new Problem("reason-unknown", reason));
            }
        });
        return problems;
    }

    private static void missing(List<Problem> problems, String key, @Nullable String value) {
        if (text(value).isBlank()) {
            problems.add(new Problem("key-missing", key));
        }
    }

    private static Map<String, Reason> reasons(YamlContent written) {
        Map<String, Reason> reasons = new java.util.HashMap<>();
        (written.reasons() == null ? Map.<String, String>of() : written.reasons())
                .forEach((code, reason) -> reasons.put(code.toUpperCase(Locale.ROOT), Reason.valueOf(reason)));
        return reasons;
    }

    private static String first(String query) {
        return query.strip().lines().findFirst().orElse("");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> list(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    /// A name quoted as an identifier of this database.
    String quoted(String name) {
        return quote + name.replace("\0", "").replace(quote, quote + quote) + quote;
    }
}
