package org.shuguan.server.search;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/// The synonyms in force: the built-in groups and the city's own, which the data bureau maintains. They expand
/// queries and not the index, so a change applies from the next search on without reindexing.
@Service
class CitySynonyms implements Supplier<Synonyms> {
    private static final Duration CACHED = Duration.ofSeconds(10);
    private static final int MAX_WORDS = 20;
    private static final int MAX_WORD_LENGTH = 40;

    private final SynonymGroups groups;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ExpiringSupplier<Synonyms> cached;

    CitySynonyms(SynonymGroups groups, Access access, ApplicationEventPublisher events, Clock clock) {
        this.groups = groups;
        this.access = access;
        this.events = events;
        this.clock = clock;
        this.cached = new ExpiringSupplier<>(this::read, CACHED);
    }

    @Override
    public Synonyms get() {
        return cached.get();
    }

    private Synonyms read() {
        List<List<String>> all = new ArrayList<>(Synonyms.shipped());
        groups.all().forEach(group -> all.add(group.words()));
        return new Synonyms(all);
    }

    /// Adds a group of the city's synonyms; for the data bureau.
    ///
    /// @throws InvalidInput if there are fewer than two different words, too many words, or words that are too
    /// long
    @Transactional
    public SynonymGroups.Group add(List<String> words, Actor actor) {
        access.must(actor, SearchPermission.SYNONYMS, UnitCode.CITY);
        List<String> distinct = words.stream()
                .map(String::strip)
                .filter(word -> !Synonyms.key(word).isEmpty())
                .distinct()
                .toList();
        new InvalidInput.Check()
                .that(distinct.stream().map(Synonyms::key).distinct().count() > 1, "words", "synonyms-two")
                .that(distinct.size() <= MAX_WORDS, "words", "too-many-items")
                .that(
                        distinct.stream().allMatch(word -> word.length() <= MAX_WORD_LENGTH),
                        "words",
                        "too-long",
                        Map.of("max", MAX_WORD_LENGTH))
                .orRefuse();
        var group = new SynonymGroups.Group(
                UUID.randomUUID(), distinct, clock.instant().truncatedTo(ChronoUnit.MICROS), actor.officerName());
        groups.add(group);
        events.publishEvent(new SynonymsChanged("search.add-synonyms", distinct));
        return group;
    }

    /// Removes a group of the city's synonyms; for the data bureau.
    ///
    /// @throws NotFound if there is no group with this id
    @Transactional
    public void remove(UUID id, Actor actor) {
        access.must(actor, SearchPermission.SYNONYMS, UnitCode.CITY);
        SynonymGroups.Group group = groups.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
        groups.remove(id);
        events.publishEvent(new SynonymsChanged("search.remove-synonyms", group.words()));
    }

    @TransactionalEventListener
    void changed(SynonymsChanged event) {
        cached.invalidate();
    }
}
