package org.shuguan.server.finding;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/// Words that mean the same: those that come with the platform, and the city's own, which the bureau keeps. A change
/// holds from the next search on; the index need not be written anew.
@Service
class CitySynonyms implements Supplier<Synonyms> {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_WORDS = 20;
    private static final int LONGEST_WORD = 40;

    private final SynonymGroups groups;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Remembered<Synonyms> remembered;

    CitySynonyms(SynonymGroups groups, ApplicationEventPublisher events, Clock clock) {
        this.groups = groups;
        this.events = events;
        this.clock = clock;
        this.remembered = new Remembered<>(this::read, KEPT);
    }

    @Override
    public Synonyms get() {
        return remembered.get();
    }

    private Synonyms read() {
        List<List<String>> all = new ArrayList<>(Synonyms.shipped());
        groups.all().forEach(group -> all.add(group.words()));
        return new Synonyms(all);
    }

    @Transactional
    public SynonymGroups.Group add(List<String> words, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR);
        List<String> told = words.stream()
                .map(String::strip)
                .filter(word -> !Synonyms.key(word).isEmpty())
                .distinct()
                .toList();
        new InvalidInput.Check()
                .that(told.stream().map(Synonyms::key).distinct().count() > 1, "words", "synonyms-two")
                .that(told.size() <= MOST_WORDS, "words", "too-many-items")
                .that(
                        told.stream().allMatch(word -> word.length() <= LONGEST_WORD),
                        "words",
                        "too-long",
                        Map.of("max", LONGEST_WORD))
                .orRefuse();
        var group = new SynonymGroups.Group(
                UUID.randomUUID(), told, clock.instant().truncatedTo(ChronoUnit.MICROS), actor.officerName());
        groups.add(group);
        events.publishEvent(new SynonymsChanged("finding.add-synonyms", told));
        return group;
    }

    @Transactional
    public void remove(UUID id, Actor actor) {
        actor.must(Role.BUREAU_OPERATOR);
        SynonymGroups.Group group = groups.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
        groups.remove(id);
        events.publishEvent(new SynonymsChanged("finding.remove-synonyms", group.words()));
    }

    @TransactionalEventListener
    void changed(SynonymsChanged event) {
        remembered.forget();
    }
}
