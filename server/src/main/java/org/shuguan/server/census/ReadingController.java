package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Preview;
import org.shuguan.dataplane.census.ReadingQuestion;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.Texts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Settings for reading a source's file: view the guess, try others, store, withdraw.
@RestController
@RequestMapping("/api/census/sources/{id}/reading")
class ReadingController {
    /// @param version version of the settings that the person saw, 0 if there were none
    record Change(@Nullable Reading reading, @Nullable Long version) {}

    /// @param kept the stored settings, null if everything is guessed
    record View(
            String file,
            @Nullable Reading kept,
            long version,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            List<String> encodings,
            boolean mayManage,
            Looked looked) {}

    /// @param problem why the file cannot be read with these settings, as a sentence; then there is nothing else
    /// @param questions what had to be guessed
    record Looked(
            @Nullable String problem,
            @Nullable Reading reading,
            boolean selfDescribed,
            List<LookedTable> tables,
            List<Question> questions) {}

    /// @param answers the guess first
    record Question(ReadingQuestion.About about, List<Answer> answers) {}

    /// @param value the encoding's name, the delimiter, or the number of header lines
    /// @param reading the settings to be stored with this answer
    /// @param table the file's first table when it is read so
    record Answer(String value, Reading reading, LookedTable table) {}

    record LookedTable(
            String name,
            Reading.Part part,
            List<String> columns,
            List<String> notes,
            List<Preview.PreviewLine> lines,
            long rows,
            long rejected,
            List<RejectedLine> examples,
            boolean whole) {}

    record RejectedLine(long line, String reason, @Nullable String text) {}

    private final FileReading readings;
    private final CensusAccess access;
    private final Texts texts;

    ReadingController(FileReading readings, CensusAccess access, Texts texts) {
        this.readings = readings;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    View one(@PathVariable UUID id, @RequestParam @Nullable String file, Actor actor) {
        return view(access.readable(actor, id), named(file), actor);
    }

    @PostMapping("/preview")
    Looked preview(
            @PathVariable UUID id, @RequestParam @Nullable String file, @RequestBody Change change, Actor actor) {
        return looked(access.readable(actor, id), named(file), reading(change));
    }

    @PutMapping
    View keep(@PathVariable UUID id, @RequestParam @Nullable String file, @RequestBody Change change, Actor actor) {
        SourceRecord source = access.manageable(actor, id);
        readings.keep(source, named(file), reading(change), version(change), actor.officerName());
        return view(source, named(file), actor);
    }

    @PostMapping("/undo")
    View undo(@PathVariable UUID id, @RequestParam @Nullable String file, @RequestBody Change change, Actor actor) {
        SourceRecord source = access.manageable(actor, id);
        readings.undo(source, named(file), version(change));
        return view(source, named(file), actor);
    }

    private static String named(@Nullable String file) {
        return file == null ? "" : file;
    }

    private static Reading reading(Change change) {
        return change.reading() == null ? Reading.GUESS : change.reading();
    }

    private static long version(Change change) {
        return change.version() == null ? 0 : change.version();
    }

    private View view(SourceRecord source, String file, Actor actor) {
        Optional<Readings.Kept> kept = readings.kept(source, file);
        Reading reading = kept.map(Readings.Kept::reading).orElse(Reading.GUESS);
        return new View(
                file,
                reading.isGuess() ? null : reading,
                kept.map(Readings.Kept::version).orElse(0L),
                kept.map(Readings.Kept::changedBy).orElse(null),
                kept.map(Readings.Kept::changedAt).orElse(null),
                Reading.encodings(),
                access.manages(actor, source.unit()),
                looked(source, file, reading));
    }

    private Looked looked(SourceRecord source, String file, Reading wish) {
        try {
            FileReading.Looked look = readings.look(source, file, wish);
            Preview preview = look.preview();
            CensusTexts words = Texts.ofCensus();
            return new Looked(
                    null,
                    preview.reading(),
                    preview.selfDescribed(),
                    preview.tables().stream().map(table -> table(table, words)).toList(),
                    look.questions().stream()
                            .map(question -> new Question(
                                    question.about(),
                                    question.answers().stream()
                                            .map(answer -> new Answer(
                                                    answer.value(), answer.reading(), table(answer.table(), words)))
                                            .toList()))
                            .toList());
        } catch (SourceUnreadable unreadable) {
            return new Looked(
                    texts.say("census.reason." + unreadable.reason().name(), Map.of("detail", unreadable.detail())),
                    null,
                    false,
                    List.of(),
                    List.of());
        }
    }

    private static LookedTable table(Preview.PreviewTable table, CensusTexts words) {
        return new LookedTable(
                table.name(),
                table.part(),
                table.columns(),
                table.notes().stream()
                        .map(note -> words.note(note.code(), note.facts()))
                        .toList(),
                table.lines(),
                table.rows(),
                table.rejected(),
                table.examples().stream()
                        .map(line -> new RejectedLine(line.line(), words.reject(line.reason()), line.text()))
                        .toList(),
                table.whole());
    }
}
