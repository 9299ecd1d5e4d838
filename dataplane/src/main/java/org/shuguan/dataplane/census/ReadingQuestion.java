package org.shuguan.dataplane.census;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.SourceUnreadable;

/// A part of a file's reading that is a guess, with what each answer gives. A question for a person who knows the
/// file.
///
/// @param about what is asked
/// @param answers the guess first; the others give other lines than it
public record ReadingQuestion(About about, List<Answer> answers) {
    /// What is asked.
    public enum About {
        ENCODING,
        DELIMITER,
        HEADER
    }

    /// An answer and its effect.
    ///
    /// @param value the encoding's name, the delimiter, or the number of header lines
    /// @param reading the wish with this answer, to be kept
    /// @param table the file's first table when it is read so
    public record Answer(String value, Reading reading, Preview.PreviewTable table) {}

    /// The notes that say that a component was guessed.
    private static final String ENCODING_NOTE = "encoding-guess";
    private static final String DELIMITER_NOTE = "delimiter-guess";
    private static final Set<String> HEADER_NOTES =
            Set.of("header-none", "header-damaged", "header-gap", "header-long", "header-short");

    private static final int MOST_ANSWERS = 5;
    private static final List<String> DELIMITERS = List.of(",", "\t", ";", "|", "，", " ", Reading.SINGLE_COLUMN);
    private static final List<String> HEADER_LINES = List.of("0", "1", "2");

    public ReadingQuestion {
        answers = List.copyOf(answers);
    }

    /// The questions about a file: what the wish leaves open and the reading had to guess. A question with no other
    /// answer than the guess is not asked.
    ///
    /// @param preview the file as it is read with this wish
    /// @param classifier by which the columns to mask are recognised
    public static List<ReadingQuestion> of(Path file, Reading wish, Preview preview, Classifier classifier) {
        if (preview.selfDescribed() || preview.tables().isEmpty()) {
            return List.of();
        }
        Set<String> notes = new HashSet<>();
        preview.tables().forEach(table -> table.notes().stream().map(Note::code).forEach(notes::add));
        Reading read = preview.reading();
        List<ReadingQuestion> questions = new ArrayList<>();
        if (wish.encoding() == null && read.encoding() != null && notes.contains(ENCODING_NOTE)) {
            ask(file, preview, classifier, About.ENCODING, read.encoding(), Reading.encodings(), wish::withEncoding)
                    .ifPresent(questions::add);
        }
        if (wish.delimiter() == null && read.delimiter() != null && notes.contains(DELIMITER_NOTE)) {
            ask(file, preview, classifier, About.DELIMITER, read.delimiter(), DELIMITERS, wish::withDelimiter)
                    .ifPresent(questions::add);
        }
        if (wish.parts().isEmpty() && read.parts().size() == 1 && !Collections.disjoint(notes, HEADER_NOTES)) {
            Reading.Part part = read.parts().getFirst();
            ask(
                            file,
                            preview,
                            classifier,
                            About.HEADER,
                            Integer.toString(part.headerRows()),
                            HEADER_LINES,
                            value -> wish.withParts(List.of(
                                    new Reading.Part(part.sheet(), part.from(), part.to(), Integer.parseInt(value)))))
                    .ifPresent(questions::add);
        }
        return questions;
    }

    private static Optional<ReadingQuestion> ask(
            Path file,
            Preview preview,
            Classifier classifier,
            About about,
            String guess,
            List<String> values,
            Function<String, Reading> reading) {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(guess, reading.apply(guess), preview.tables().getFirst()));
        for (String value : values) {
            if (value.equals(guess) || answers.size() == MOST_ANSWERS) {
                continue;
            }
            Reading answer = reading.apply(value);
            Preview.PreviewTable table = table(file, answer, classifier);
            if (table != null && answers.stream().noneMatch(other -> looksSame(other.table(), table))) {
                answers.add(new Answer(value, answer, table));
            }
        }
        return answers.size() == 1 ? Optional.empty() : Optional.of(new ReadingQuestion(about, answers));
    }

    private static boolean looksSame(Preview.PreviewTable one, Preview.PreviewTable other) {
        return one.columns().equals(other.columns()) && one.lines().equals(other.lines());
    }

    /// The first table, null if the file cannot be read so.
    private static Preview.@Nullable PreviewTable table(Path file, Reading reading, Classifier classifier) {
        try {
            List<Preview.PreviewTable> tables =
                    Preview.of(file, reading, classifier).tables();
            return tables.isEmpty() ? null : tables.getFirst();
        } catch (SourceUnreadable notSo) {
            return null;
        }
    }
}
