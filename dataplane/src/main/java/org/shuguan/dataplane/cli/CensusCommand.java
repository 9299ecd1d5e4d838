package org.shuguan.dataplane.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Progress;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.source.Drivers;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `shuguan census`: reads sources and writes a catalog workbook, a JSON file and a report.
///
/// Exit codes: 0 everything was read; 2 wrong usage, nothing was read; 3 a part could not be read, the report
/// names it; 4 no table could be read.
@Command(
        name = "census",
        description = "Takes a census of folders, files, databases and HTTP interfaces, without a server.",
        mixinStandardHelpOptions = true)
final class CensusCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int PARTLY = 3;
    private static final int NOTHING = 4;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "a path, postgresql://user@host/db, mysql://… or the http:// address of an OpenAPI document")
    private List<String> sources = List.of();

    @Option(names = "--out", description = "folder for the results (default: census)")
    private Path out = Path.of("census");

    @Option(names = "--format", split = ",", description = "xlsx, json, md (default: all)")
    private List<String> formats = List.of("xlsx", "json", "md");

    @Option(names = "--sample", description = "about how many rows of each table to read (default: all)")
    private long sample;

    @Option(names = "--unit", description = "name of the unit responsible for the data")
    private @Nullable String unit;

    @Option(names = "--lang", description = "language of the report: zh or en (default: zh)")
    private String language = "zh";

    @Option(names = "--secret-file", description = "file with the database password or the token of an interface")
    private @Nullable Path secretFile;

    @Option(
            names = "--base",
            description = "base address of the interface, if its OpenAPI document is stored elsewhere")
    private @Nullable String base;

    @Option(
            names = "--drivers",
            description = "folder with JDBC drivers (default: the folder drivers in SHUGUAN_HOME or ~/.shuguan)")
    private Path drivers = usualHome().resolve("drivers");

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /// The results of one source.
    ///
    /// @param source the argument that named it
    /// @param kind kind of the database or `http`; null for files
    /// @param failure why the source as a whole could not be read, null if it could
    record SourceResult(
            String source,
            @Nullable String kind,
            List<TableResult> tables,
            List<OpenSource.Unread> unread,
            TableResult.@Nullable Problem failure) {}

    private static Path usualHome() {
        String named = System.getenv("SHUGUAN_HOME");
        return named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".shuguan") : Path.of(named);
    }

    @Override
    public Integer call() throws IOException {
        List<Source> parsed = new ArrayList<>();
        try {
            for (String text : sources) {
                parsed.add(source(text));
            }
            prepare();
        } catch (IllegalArgumentException wrong) {
            System.err.println("shuguan: " + wrong.getMessage());
            return WRONG_USE;
        }
        List<SourceResult> results = new ArrayList<>();
        for (int i = 0; i < parsed.size(); i++) {
            results.add(read(sources.get(i), parsed.get(i)));
        }
        CensusResults written = new CensusResults(
                results, unit, language.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE, new Drafting());
        for (String format : formats) {
            System.out.println(written.write(out, format));
        }
        CensusTexts english = CensusTexts.in(Locale.ENGLISH);
        List<UnreadItem> gaps = UnreadItem.in(results);
        gaps.forEach(gap -> System.err.println("shuguan: not read: " + gap.path() + ": " + gap.sentence(english)));
        return gaps.isEmpty() ? 0 : anythingRead(results) ? PARTLY : NOTHING;
    }

    /// Checks options and the output folder first, so that a mistake does not show only after hours of reading.
    private void prepare() {
        if (sample < 0 || !Set.of("xlsx", "json", "md").containsAll(formats)) {
            throw new IllegalArgumentException(
                    "--sample must be 0 or more; --format takes one or more of xlsx, json, md, separated by commas");
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--out " + out + " is not a folder and cannot be created: name another folder", e);
        }
        if (!Files.isWritable(out)) {
            throw new IllegalArgumentException(
                    "--out " + out + " is not writable: name another folder or change its permissions");
        }
    }

    private static boolean anythingRead(List<SourceResult> results) {
        return results.stream().flatMap(result -> result.tables().stream()).anyMatch(table -> table.problem() == null);
    }

    /// Checks the address before asking for a password.
    private Source source(String text) {
        Drivers known = Drivers.in(drivers);
        return switch (SourceAddress.parse(text, null, known)) {
            case Source.Files files -> new Source.Files(files.path(), reading.reading(files.path()), Map.of());
            case Source.Database database -> SourceAddress.parse(text, secret(text), known);
            case Source.Http http ->
                new Source.Http(http.document(), base, secret(text), http.resolver(), http.limits(), http.pages());
            case Source.Remote remote -> throw new IllegalArgumentException(text + " is not an address");
        };
    }

    private SourceResult read(String text, Source source) {
        String kind = switch (source) {
            case Source.Database database -> database.kind().word();
            case Source.Http http -> "http";
            case Source.Files files -> null;
            case Source.Remote remote -> null;
        };
        Collector collector = new Collector(text);
        try {
            new SourceCensus(source, sample).run(Set.of(), collector);
            return new SourceResult(text, kind, collector.tables(), collector.unread, null);
        } catch (SourceUnreadable unreadable) {
            return new SourceResult(
                    text,
                    kind,
                    collector.tables(),
                    collector.unread,
                    new TableResult.Problem(unreadable.reason().name(), unreadable.detail()));
        } finally {
            collector.end();
        }
    }

    /// The interactive terminal; null under cron, in a pipe or in a build.
    // Error Prone's check describes Java 22 to 24, where System.console() is never null; in Java 25 it may be null
    // again.
    @SuppressWarnings("SystemConsoleNull")
    private static @Nullable Console terminal() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    private @Nullable String secret(String text) {
        if (secretFile != null) {
            try {
                return Files.readString(secretFile).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "--secret-file " + secretFile + " cannot be read: check the path and its permissions", e);
            }
        }
        String given = System.getenv("SHUGUAN_SOURCE_SECRET");
        if (given != null) {
            return given;
        }
        Console terminal = terminal();
        char[] typed = terminal == null ? null : terminal.readPassword("Password or token for %s: ", text);
        return typed == null || typed.length == 0 ? null : new String(typed);
    }

    /// Collects the results, and draws a progress bar on an interactive terminal.
    private static final class Collector implements CensusListener {
        private static final int WIDTH = 30;

        private final Map<String, TableResult> results = new HashMap<>();
        private List<String> order = List.of();
        private final List<OpenSource.Unread> unread = new ArrayList<>();
        private final String source;
        private final boolean watched = terminal() != null;
        private final long start = System.nanoTime();

        Collector(String source) {
            this.source = source;
        }

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> passedOver) {
            order = found.stream().map(Table::path).toList();
            unread.addAll(passedOver);
        }

        @Override
        public void onTable(TableResult result) {
            results.put(result.table().path(), result);
        }

        /// The results in the order in which the source lists its tables.
        List<TableResult> tables() {
            return order.stream().map(results::get).filter(Objects::nonNull).toList();
        }

        @Override
        public void onProgress(Progress progress) {
            if (!watched || progress.tables() == 0) {
                return;
            }
            int filled = WIDTH * progress.tablesDone() / progress.tables();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.err.printf(
                    "\r%s [%s%s] %d/%d tables, %,d rows, %,.0f rows/s",
                    source,
                    "#".repeat(filled),
                    "-".repeat(WIDTH - filled),
                    progress.tablesDone(),
                    progress.tables(),
                    progress.rows(),
                    progress.rows() / Math.max(seconds, 0.001));
        }

        void end() {
            if (watched) {
                System.err.println();
            }
        }
    }
}
