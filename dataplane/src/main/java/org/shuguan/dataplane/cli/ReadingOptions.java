package org.shuguan.dataplane.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Reading;
import picocli.CommandLine.Option;

/// Options that override how files are read where the guess is wrong.
final class ReadingOptions {
    @Option(
            names = "--encoding",
            description =
                    "encoding of text files: UTF-8, GB18030 (GBK), UTF-16LE, UTF-16BE, Big5, CESU-8, Windows-1252")
    private @Nullable String encoding;

    @Option(names = "--delimiter", description = "delimiter between cells of text files: one character, or tab")
    private @Nullable String delimiter;

    @Option(names = "--quote", description = "quote around cells of text files: one character, or none")
    private @Nullable String quote;

    @Option(names = "--fill-short", description = "accept lines with too few cells as rows whose last cells are empty")
    private boolean fillShort;

    @Option(names = "--header-rows", description = "number of header lines, 0 to 5 (SOURCE must be one file)")
    private @Nullable Integer headerRows;

    @Option(
            names = "--first-line",
            description = "line where the table begins, header included (SOURCE must be one file)")
    private @Nullable Long firstLine;

    @Option(names = "--last-line", description = "last line of the table (SOURCE must be one file)")
    private @Nullable Long lastLine;

    @Option(names = "--sheet", description = "sheet with the table (SOURCE must be one workbook)")
    private @Nullable String sheet;

    /// @throws IllegalArgumentException with a message that names the option and its allowed values
    Reading reading(Path path) {
        boolean placed = headerRows != null || firstLine != null || lastLine != null || sheet != null;
        if (placed && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "--header-rows, --first-line, --last-line and --sheet apply to one file, but " + path
                            + " is not a file: name the file itself");
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
        String mistake = reading.invalidComponent();
        if (mistake != null) {
            throw new IllegalArgumentException(
                    switch (mistake) {
                        case "encoding" -> "--encoding takes " + String.join(", ", Reading.encodings());
                        case "delimiter" -> "--delimiter takes one character, or tab";
                        case "quote" -> "--quote takes one character that is not the delimiter, or none";
                        default ->
                            "--header-rows takes 0 to 5; --first-line takes 1 or more; --last-line must not be before --first-line";
                    });
        }
        return reading;
    }
}
