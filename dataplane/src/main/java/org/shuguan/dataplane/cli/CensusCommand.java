package org.shuguan.dataplane.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Census;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Progress;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `shuguan census`: reads sources and writes a catalog workbook, JSON and a report.
///
/// Exit codes: 0 all was read; 2 wrong use; 3 something could not be read, and the report says what; 4 nothing could.
@Command(
        name = "census",
        description = "Takes the census of folders, files and databases without a server.",
        mixinStandardHelpOptions = true)
final class CensusCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int PARTLY = 3;
    private static final int NOTHING = 4;

    @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "a path, postgresql://user@host/db or mysql://…")
    private List<String> sources = List.of();

    @Option(names = "--out", description = "folder for the results (default: census)")
    private Path out = Path.of("census");

    @Option(names = "--format", split = ",", description = "xlsx, json, md (default: all)")
    private List<String> formats = List.of("xlsx", "json", "md");

    @Option(names = "--sample", description = "about how many rows of a table to read (default: all)")
    private long sample;

    @Option(names = "--unit", description = "name of the unit that answers for the data")
    private @Nullable String unit;

    @Option(names = "--lang", description = "language of the report: zh or en (default: zh)")
    private String language = "zh";

    @Option(names = "--secret-file", description = "file with the database password")
    private @Nullable Path secretFile;

    /// What one source gave.
    ///
    /// @param failure why the source as a whole could not be read
    record SourceResult(
            String source,
            @Nullable String kind,
            List<TableResult> tables,
            List<OpenSource.Unread> unread,
            @Nullable String failure) {}

    @Override
    public Integer call() throws IOException {
        if (sample < 0 || !Set.of("xlsx", "json", "md").containsAll(formats)) {
            System.err.println("shuguan: --sample takes a number from 0 on, --format takes xlsx, json, md");
            return WRONG_USE;
        }
        List<SourceResult> results = new ArrayList<>();
        for (String text : sources) {
            try {
                results.add(read(text));
            } catch (IllegalArgumentException wrong) {
                System.err.println("shuguan: " + wrong.getMessage());
                return WRONG_USE;
            }
        }
        Results written = new Results(
                results, unit, language.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE, new Drafting());
        Files.createDirectories(out);
        for (String format : formats) {
            Path file = written.write(out, format);
            System.out.println(file);
        }
        return exitCode(results);
    }

    private static int exitCode(List<SourceResult> results) {
        long read = results.stream()
                .flatMap(result -> result.tables().stream())
                .filter(table -> table.problem() == null)
                .count();
        boolean whole = true;
        for (SourceResult result : results) {
            if (result.failure() != null) {
                whole = false;
                System.err.println("shuguan: " + result.source() + " could not be read: " + result.failure());
            }
            for (OpenSource.Unread unread : result.unread()) {
                whole = false;
                System.err.println("shuguan: not read: " + unread.path() + " (" + unread.reason() + ")");
            }
            for (TableResult table : result.tables()) {
                if (table.problem() != null) {
                    whole = false;
                    System.err.println("shuguan: not read: " + table.table().path() + " ("
                            + table.problem().detail() + ")");
                }
            }
        }
        if (read == 0) {
            return NOTHING;
        }
        return whole ? 0 : PARTLY;
    }

    private SourceResult read(String text) throws IOException {
        Source source = SourceAddress.parse(text, null);
        if (source instanceof Source.Database) {
            source = SourceAddress.parse(text, secret(text));
        }
        String kind = source instanceof Source.Database database
                ? database.kind().name().toLowerCase(Locale.ROOT)
                : null;
        Collector collector = new Collector(text);
        try {
            new Census(source, sample).run(Set.of(), collector);
            return new SourceResult(text, kind, collector.tables, collector.unread, null);
        } catch (SourceUnreadable unreadable) {
            return new SourceResult(
                    text, kind, collector.tables, collector.unread, unreadable.reason() + " " + unreadable.detail());
        } finally {
            collector.end();
        }
    }

    /// From JDK 22 on there always is one; whether somebody sits at it, it tells itself.
    private static Console console() {
        return Objects.requireNonNull(System.console());
    }

    private @Nullable String secret(String text) throws IOException {
        if (secretFile != null) {
            return Files.readString(secretFile).strip();
        }
        String given = System.getenv("SHUGUAN_SOURCE_SECRET");
        if (given != null) {
            return given;
        }
        Console console = console();
        if (!console.isTerminal()) {
            return null;
        }
        char[] typed = console.readPassword("Password for %s: ", text);
        return typed == null ? null : new String(typed);
    }

    /// Keeps what comes, and draws a bar where somebody watches.
    private static final class Collector implements CensusListener {
        private static final int WIDTH = 30;

        private final List<TableResult> tables = new ArrayList<>();
        private final List<OpenSource.Unread> unread = new ArrayList<>();
        private final String source;
        private final boolean watched = console().isTerminal();
        private final long start = System.nanoTime();

        Collector(String source) {
            this.source = source;
        }

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> passedOver) {
            unread.addAll(passedOver);
        }

        @Override
        public void onTable(TableResult result) {
            tables.add(result);
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
