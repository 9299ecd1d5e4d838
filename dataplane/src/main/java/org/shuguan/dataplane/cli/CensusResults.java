package org.shuguan.dataplane.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.profile.TableProfile;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes what a census found: a catalog workbook, a JSON file with everything, and a report.
final class CensusResults {
    /// A table that was read, and the entry drafted from it.
    record Entry(TableResult table, DraftEntry draft) {
        List<TableProfile.Rejected> rejected() {
            TableProfile profile = table.profile();
            return profile == null ? List.of() : profile.examples();
        }
    }

    /// @param thresholds by which the census went
    private record CensusFile(
            String unit, Thresholds thresholds, List<CensusCommand.SourceResult> sources, List<DraftEntry> drafts) {}

    private final List<CensusCommand.SourceResult> results;
    private final String unit;
    private final Locale locale;
    private final List<Entry> entries = new ArrayList<>();

    /// @param locale language of the report; the workbook follows the national guide and is always Chinese
    CensusResults(List<CensusCommand.SourceResult> results, @Nullable String unit, Locale locale, Drafting drafting) {
        this.results = results;
        this.unit = unit == null ? "" : unit;
        this.locale = locale;
        for (CensusCommand.SourceResult result : results) {
            for (TableResult table : result.tables()) {
                if (table.profile() != null) {
                    entries.add(new Entry(table, drafting.draft(table, result.kind())));
                }
            }
        }
    }

    Path write(Path folder, String format) throws IOException {
        Path file = folder.resolve("census." + format);
        switch (format) {
            case "xlsx" ->
                new CatalogWorkbook(unit, CensusTexts.in(Locale.SIMPLIFIED_CHINESE))
                        .write(file, entries, UnreadItem.in(results));
            case "json" -> json(file);
            default -> Files.writeString(file, new MarkdownReport(unit, locale).text(entries, UnreadItem.in(results)));
        }
        return file;
    }

    /// Keys are written in a fixed order, so that two files can be compared as text.
    private void json(Path file) {
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValue(
                        file.toFile(),
                        new CensusFile(
                                unit,
                                Thresholds.DEFAULT,
                                results,
                                entries.stream().map(Entry::draft).toList()));
    }
}
