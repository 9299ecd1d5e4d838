package org.shuguan.server.census;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CityWord;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Vocabulary;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The words that the city added to those by which names and comments of columns are understood; the data bureau
/// maintains
/// them. They count from each source's next census on.
@Service
class CityWords {
    /// Columns that are named in an effect, of units whose findings the actor may read.
    private static final int NAMED = 100;

    /// What a word would change in one unit.
    ///
    /// @param columns number of columns whose name would state something else than today
    /// @param open number of those that have values; their next census decides
    /// @param named columns, if the actor may read the unit's findings
    record Effect(UnitCode unit, int columns, int open, List<EffectColumn> named) {}

    /// A column whose name would state something else.
    ///
    /// @param before word of the type that was recognised, null for none
    /// @param after word of the type that its name would state, null for none
    /// @param open whether its values decide, at the next census
    record EffectColumn(
            String path,
            String column,
            @Nullable String comment,
            @Nullable String before,
            @Nullable String after,
            boolean open) {}

    private final WordRecords records;
    private final CensusAccess censusAccess;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CityWords(
            WordRecords records,
            CensusAccess censusAccess,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.censusAccess = censusAccess;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// All words, the city's included.
    Vocabulary vocabulary() {
        return Vocabulary.DEFAULT.with(
                records.all().stream().map(CityWords::word).toList());
    }

    private static CityWord word(WordRecords.Word record) {
        String type = record.type();
        return new CityWord(
                record.word(), type == null ? null : Correction.dataType(type).orElse(null));
    }

    /// What a word would change, by what the newest censuses kept: names, comments, and whether a column is empty.
    List<Effect> effect(@Nullable String text, @Nullable String type, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityWord word = checked(text, type);
        Vocabulary today = vocabulary();
        Vocabulary then = today.with(List.of(word));
        Map<String, List<WordRecords.Column>> units = new TreeMap<>();
        List<Effect> effects = new ArrayList<>();
        records.columnsWith(word.word())
                .forEach(column -> units.computeIfAbsent(column.unit().value(), unit -> new ArrayList<>())
                        .add(column));
        units.forEach((unit, columns) -> {
            List<EffectColumn> changed = columns.stream()
                    .map(column -> changed(column, today, then))
                    .filter(Objects::nonNull)
                    .toList();
            if (!changed.isEmpty()) {
                UnitCode code = new UnitCode(unit);
                effects.add(new Effect(
                        code,
                        changed.size(),
                        (int) changed.stream().filter(EffectColumn::open).count(),
                        censusAccess.reads(actor, code)
                                ? changed.stream().limit(NAMED).toList()
                                : List.of()));
            }
        });
        return effects;
    }

    private static @Nullable EffectColumn changed(WordRecords.Column column, Vocabulary today, Vocabulary then) {
        List<DataType> before = Classifier.named(column.column(), column.comment(), today);
        List<DataType> after = Classifier.named(column.column(), column.comment(), then);
        return before.equals(after)
                ? null
                : new EffectColumn(
                        column.path(),
                        column.column(),
                        column.comment(),
                        column.type(),
                        after.isEmpty() ? null : after.getFirst().word(),
                        !column.empty());
    }

    /// Adds a word of the city.
    ///
    /// @throws InvalidInput if the word is too short, too long or known, or the type unknown
    @Transactional
    public WordRecords.Word add(@Nullable String text, @Nullable String type, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityWord word = checked(text, type);
        var record = new WordRecords.Word(
                UUID.randomUUID(),
                word.word(),
                word.type() == null ? null : word.type().word(),
                actor.officerName(),
                actor.officer(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        new InvalidInput.Check().that(records.add(record), "word", "word-known").orRefuse();
        events.publishEvent(new WordsChanged("census.add-word", record.word(), record.type()));
        return record;
    }

    /// Removes a word of the city.
    ///
    /// @throws NotFound if there is none with this id
    @Transactional
    public void remove(UUID id, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        WordRecords.Word record = records.find(id).orElseThrow(NotFound::new);
        records.remove(id);
        events.publishEvent(new WordsChanged("census.remove-word", record.word(), record.type()));
    }

    private static CityWord checked(@Nullable String text, @Nullable String type) {
        String written = text == null ? "" : CityWord.written(text);
        boolean none = Correction.NOTHING.equals(type);
        new InvalidInput.Check()
                .that(!written.isEmpty(), "word", "required")
                .that(written.isEmpty() || written.length() >= 2, "word", "word-short")
                .that(written.length() <= CityWord.LONGEST, "word", "too-long", Map.of("max", CityWord.LONGEST))
                .that(type != null && !type.isBlank(), "type", "required")
                .that(
                        type == null
                                || type.isBlank()
                                || none
                                || Correction.dataType(type).isPresent(),
                        "type",
                        "type-unknown")
                .orRefuse();
        CityWord word = new CityWord(
                written, none || type == null ? null : Correction.dataType(type).orElse(null));
        // A lower grade of a column needs a reviewer; a word for all columns must not be a way around.
        new InvalidInput.Check().that(!word.lowers(), "type", "word-lowers").orRefuse();
        return word;
    }
}
