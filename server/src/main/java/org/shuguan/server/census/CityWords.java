package org.shuguan.server.census;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CityWord;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.KnownTypes;
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
    private final WordRecords records;
    private final CityTypes types;
    private final NameEffects effects;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CityWords(
            WordRecords records,
            CityTypes types,
            NameEffects effects,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.types = types;
        this.effects = effects;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// All words, the city's and the names of its types included.
    Vocabulary vocabulary() {
        return Vocabulary.DEFAULT
                .with(types.names())
                .with(records.all().stream().map(CityWords::word).toList());
    }

    private static CityWord word(WordRecords.Word record) {
        String type = record.type();
        return new CityWord(
                record.word(), type == null ? null : DataType.find(type).orElse(null));
    }

    /// What a word would change, by what the newest censuses kept: names, comments, and whether a column is empty.
    List<NameEffects.Effect> effect(@Nullable String text, @Nullable String type, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityWord word = checked(text, type);
        Vocabulary today = vocabulary();
        Vocabulary then = today.with(List.of(word));
        return effects.of(records.columnsWith(word.word()), column -> NameEffects.byName(column, today, then), actor);
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

    private CityWord checked(@Nullable String text, @Nullable String type) {
        String written = text == null ? "" : CityWord.written(text);
        boolean none = Correction.NOTHING.equals(type);
        KnownTypes known = types.known();
        new InvalidInput.Check()
                .that(!written.isEmpty(), "word", "required")
                .that(written.isEmpty() || written.length() >= 2, "word", "word-short")
                .that(written.length() <= CityWord.LONGEST, "word", "too-long", Map.of("max", CityWord.LONGEST))
                .that(type != null && !type.isBlank(), "type", "required")
                .that(type == null || type.isBlank() || none || known.find(type).isPresent(), "type", "type-unknown")
                .orRefuse();
        CityWord word = new CityWord(
                written, none || type == null ? null : known.find(type).orElse(null));
        // A lower grade of a column needs a reviewer; a word for all columns must not be a way around.
        new InvalidInput.Check()
                .that(!word.lowers(known), "type", "word-lowers")
                .orRefuse();
        return word;
    }
}
