package org.shuguan.server.census;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CityType;
import org.shuguan.dataplane.detect.CityWord;
import org.shuguan.dataplane.detect.Grade;
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

/// The types of columns that the city added to those that a census knows; the data bureau maintains them. They count
/// from each source's next census on, and at once for corrections.
@Service
class CityTypes {
    /// The grades that follow from a type; important and core data are told by their extent and use.
    static final List<Grade> GRADES = List.of(Grade.GENERAL_1, Grade.GENERAL_2, Grade.GENERAL_3, Grade.GENERAL_4);

    /// What a person entered.
    ///
    /// @param grade word of a grade
    /// @param category category of personal information, null or empty if it is not personal
    /// @param form regular expression for values, null or empty for any
    record Entered(
            @Nullable String name,
            @Nullable String grade,
            @Nullable String category,
            boolean sensitive,
            @Nullable String form,
            boolean byValues) {}

    private final TypeRecords records;
    private final WordRecords words;
    private final NameEffects effects;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CityTypes(
            TypeRecords records,
            WordRecords words,
            NameEffects effects,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.words = words;
        this.effects = effects;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// All types, the city's included.
    KnownTypes known() {
        return KnownTypes.DELIVERED.with(
                records.all().stream().map(TypeRecords.Kept::definition).toList());
    }

    /// The names of the city's types, which are words for them.
    List<CityWord> names() {
        return records.all().stream().map(kept -> word(kept.definition())).toList();
    }

    private static CityWord word(CityType type) {
        return new CityWord(type.name(), type.type());
    }

    /// What a new type would change, by what the newest censuses kept: names and comments, and frequent values where
    /// values alone say it.
    List<NameEffects.Effect> effect(Entered entered, Vocabulary today, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityType type = checked(entered);
        Vocabulary then = today.with(List.of(word(type)));
        if (!type.byValues()) {
            return effects.of(
                    words.columnsWith(CityWord.written(type.name())),
                    column -> NameEffects.byName(column, today, then),
                    actor);
        }
        Predicate<String> form = type.check();
        return effects.of(
                words.columnsWithValues(),
                column -> {
                    Optional<NameEffects.EffectColumn> named = NameEffects.byName(column, today, then);
                    return named.isPresent() ? named : NameEffects.byValues(column, type.type(), form);
                },
                actor);
    }

    /// Adds a type of the city.
    ///
    /// @throws InvalidInput if its name is known or its definition no use
    @Transactional
    public TypeRecords.Kept add(Entered entered, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityType type = checked(entered);
        var kept = TypeRecords.Kept.of(
                UUID.randomUUID(),
                type,
                actor.officerName(),
                actor.officer(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        new InvalidInput.Check().that(records.add(kept), "name", "type-known").orRefuse();
        events.publishEvent(new TypesChanged("census.add-type", type));
        return kept;
    }

    /// Removes a type of the city, and the city's words for it. What earlier censuses found keeps its name.
    ///
    /// @throws NotFound if there is none with this id
    @Transactional
    public void remove(UUID id, Actor actor) {
        access.must(actor, CensusPermission.WORDS, UnitCode.CITY);
        CityType type = records.find(id).orElseThrow(NotFound::new).definition();
        words.removeOf(type.type());
        records.remove(id);
        events.publishEvent(new TypesChanged("census.remove-type", type));
    }

    private CityType checked(Entered entered) {
        String name = strip(entered.name());
        String category = strip(entered.category());
        String form = strip(entered.form());
        String written = CityWord.written(name);
        String wrong = form.isEmpty() ? null : CityType.problemOf(form);
        Optional<Grade> grade = GRADES.stream()
                .filter(known -> known.word().equals(entered.grade()))
                .findFirst();
        new InvalidInput.Check()
                .that(!name.isEmpty(), "name", "required")
                .that(name.isEmpty() || written.length() >= 2, "name", "word-short")
                .that(name.length() <= CityType.LONGEST, "name", "too-long", Map.of("max", CityType.LONGEST))
                .that(grade.isPresent(), "grade", "required")
                .that(category.isEmpty() || KnownTypes.categories().contains(category), "category", "category-unknown")
                .that(!entered.sensitive() || !category.isEmpty(), "category", "sensitive-category")
                .that(form.length() <= CityType.LONGEST_FORM, "form", "too-long", Map.of("max", CityType.LONGEST_FORM))
                .that(wrong == null, "form", "form-wrong", Map.of("why", String.valueOf(wrong)))
                .that(!entered.byValues() || !form.isEmpty(), "form", "required")
                .that(
                        !entered.byValues() || form.isEmpty() || wrong != null || CityType.isDistinct(form),
                        "form",
                        "form-common")
                .orRefuse();
        CityType type = new CityType(
                name,
                grade.orElseThrow(),
                category.isEmpty() ? null : category,
                entered.sensitive(),
                form.isEmpty() ? null : form,
                entered.byValues());
        KnownTypes then = known().with(List.of(type));
        // A lower grade of a column needs a reviewer; a type for all columns must not be a way around.
        new InvalidInput.Check()
                .that(!type.isBelowItsCategory(), "grade", "type-grade-low")
                .that(!word(type).lowers(then), "grade", "type-lowers")
                .orRefuse();
        return type;
    }

    private static String strip(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
