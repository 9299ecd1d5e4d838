package org.shuguan.dataplane.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Reading;
import picocli.CommandLine.Option;

/// How files are read where the guess is wrong.
final class ReadingOptions {
    @Option(names = "--encoding", description = "of text files: UTF-8, GB18030 (GBK), UTF-16LE, UTF-16BE, Big5")
    private @Nullable String encoding;

    @Option(names = "--delimiter", description = "between cells of text files: one sign, or tab")
    private @Nullable String delimiter;

    @Option(names = "--quote", description = "holds a cell of a text file together: one sign, or none")
    private @Nullable String quote;

    @Option(names = "--fill-short", description = "a line with too few cells is a row whose last cells are empty")
    private boolean fillShort;

    @Option(names = "--header-rows", description = "of the one file: how many lines name the columns, 0 to 5")
    private @Nullable Integer headerRows;

    @Option(names = "--first-line", description = "of the one file: where the table begins, header included")
    private @Nullable Long firstLine;

    @Option(names = "--last-line", description = "of the one file: where the table ends")
    private @Nullable Long lastLine;

    @Option(names = "--sheet", description = "of the one workbook: the sheet with the table")
    private @Nullable String sheet;

    /// @throws IllegalArgumentException with a sentence that says what to write instead
    Reading reading(Path path) {
        boolean placed = headerRows != null || firstLine != null || lastLine != null || sheet != null;
        if (placed && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "--header-rows, --first-line, --last-line and --sheet are of one file, and " + path + " is none");
        }
        List<Reading.Part> parts = placed
                ? List.of(new Reading.Part(
                        sheet, firstLine == null ? 1 : firstLine, lastLine, headerRows == null ? 1 : headerRows))
                : List.of();
        Reading reading = new Reading(
                encoding,
                "tab".equals(delimiter) ? "\t" : delimiter,
                "none".equals(quote) ? "" : quote,
                null,
                fillShort ? Boolean.TRUE : null,
                parts);
        String mistake = reading.mistake();
        if (mistake != null) {
            throw new IllegalArgumentException(
                    switch (mistake) {
                        case "encoding" -> "--encoding takes " + String.join(", ", Reading.encodings());
                        case "delimiter" -> "--delimiter takes one sign, or tab";
                        case "quote" -> "--quote takes one sign other than the delimiter, or none";
                        default -> "--header-rows takes 0 to 5, and --last-line no line before --first-line";
                    });
        }
        return reading;
    }
}
