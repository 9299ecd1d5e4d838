package org.shuguan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;

/// Takes a census of every file of a folder in one process and prints for each what was read, what is told about it
/// (lines that are not rows, notes) and what was refused, so that people can try their own archive.
final class FilesBench {
    private final Path folder;
    private final CensusTexts texts = CensusTexts.in(Locale.ENGLISH);

    FilesBench(Path folder) {
        this.folder = folder;
    }

    /// @return whether the folder could be read; single files may have been refused
    boolean run() throws IOException {
        Results results = new Results();
        long begin = System.nanoTime();
        try {
            new SourceCensus(new Source.Files(folder, Reading.GUESS, Map.of()), 0).run(Set.of(), results);
        } catch (SourceUnreadable e) {
            System.err.println("shuguan: " + folder + " cannot be read: "
                    + texts.unread(e.reason().name()));
            return false;
        }
        results.tables.sort(Comparator.comparing(result -> result.table().path()));
        results.tables.forEach(this::print);
        results.unread.forEach(file -> System.out.printf(
                "refused  %s: %s%n", file.path(), texts.unread(file.reason().name())));
        sum(results);
        System.out.printf("%.1f s", (System.nanoTime() - begin) / 1e9);
        System.out.println(
                Files.isReadable(CensusBench.STATUS)
                        ? ", peak memory of the process: %,d MB".formatted(CensusBench.peak())
                        : "");
        return true;
    }

    private void print(TableResult result) {
        TableResult.Problem problem = result.problem();
        TableProfile profile = result.profile();
        if (problem != null || profile == null) {
            System.out.printf(
                    "refused  %s: %s%n",
                    result.table().path(), texts.unread(problem == null ? "OTHER" : problem.reason()));
            return;
        }
        System.out.printf(
                "%s  %s: %,d rows, %,d columns%s%s%n",
                isTold(result) ? "told   " : "read   ",
                result.table().path(),
                profile.rows(),
                profile.columns().size(),
                profile.rejected() == 0 ? "" : lines(profile),
                result.notes().stream()
                        .map(note -> "; " + texts.note(note.code(), note.facts()))
                        .collect(Collectors.joining()));
    }

    private String lines(TableProfile profile) {
        return "; %,d lines are not rows: ".formatted(profile.rejected())
                + profile.examples().stream()
                        .limit(3)
                        .map(line -> line.line() + " (" + texts.reject(line.reason()) + ")")
                        .collect(Collectors.joining(", "))
                + (profile.rejected() > 3 ? ", …" : "");
    }

    private static boolean isTold(TableResult result) {
        TableProfile profile = result.profile();
        return !result.notes().isEmpty() || (profile != null && profile.rejected() > 0);
    }

    private static void sum(Results results) {
        List<TableResult> read = results.tables.stream()
                .filter(result -> result.problem() == null)
                .toList();
        long told = read.stream().filter(FilesBench::isTold).count();
        long rows = 0;
        long lines = 0;
        for (TableResult result : read) {
            TableProfile profile = result.profile();
            rows += profile == null ? 0 : profile.rows();
            lines += profile == null ? 0 : profile.rejected();
        }
        System.out.printf(
                "%,d tables read (%,d rows), of %,d something is told (%,d lines are not rows); %,d files or tables refused%n",
                read.size(), rows, told, lines, results.unread.size() + results.tables.size() - read.size());
    }

    private static final class Results implements CensusListener {
        private final List<TableResult> tables = new ArrayList<>();
        private final List<OpenSource.Unread> unread = new ArrayList<>();

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> passedOver) {
            unread.addAll(passedOver);
        }

        @Override
        public void onTable(TableResult result) {
            tables.add(result);
        }
    }
}
