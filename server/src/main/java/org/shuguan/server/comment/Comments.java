package org.shuguan.server.comment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Comments on objects of other modules. Whoever sees an object reads the comments for everybody, and the internal
/// ones of their own unit; they write for a unit for which they work.
@Service
@Transactional
public class Comments {
    static final int LONGEST = 2000;
    private static final int MOST_MENTIONS = 20;
    private static final int PAGE = 20;
    private static final int MOST_OFFERED = 10;
    private static final String YES = "yes";

    private final KeptComments kept;
    private final Map<String, CommentSubject> subjects;
    private final Access access;
    private final Institution institution;
    private final Setting<Duration> editable;
    private final Setting<String> internalToBureau;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    Comments(
            KeptComments kept,
            List<CommentSubject> subjects,
            Access access,
            Institution institution,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.subjects = subjects.stream()
                .collect(Collectors.toMap(
                        CommentSubject::about,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("two kinds of objects are called " + one.about());
                        },
                        TreeMap::new));
        this.access = access;
        this.institution = institution;
        this.editable = settings.minutes("comment.editable");
        this.internalToBureau = settings.text("comment.internal-to-bureau");
        this.events = events;
        this.clock = clock;
        this.recordedLater = false;
    }

    private Comments(Comments of, Clock earlier) {
        this.kept = of.kept;
        this.subjects = of.subjects;
        this.access = of.access;
        this.institution = of.institution;
        this.editable = of.editable;
        this.internalToBureau = of.internalToBureau;
        this.events = of.events;
        this.clock = earlier;
        this.recordedLater = true;
    }

    /// The same for what was written at an earlier time and is only recorded now: nobody is notified. Its acts run in
    /// the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Comments asOf(Clock earlier) {
        return new Comments(this, earlier);
    }

    /// Writes a comment.
    ///
    /// @param about the kind of the object
    /// @return its id
    /// @throws NotFound if the actor does not see the object
    /// @throws Forbidden if they hold no role in which officers write
    /// @throws InvalidInput if the text is empty or too long, or names somebody who could not read it
    public UUID write(String about, UUID subject, NewComment wanted, Actor actor) {
        CommentSubject.Seen seen = seen(about, subject, actor);
        List<UnitCode> units = units(seen, actor);
        if (units.isEmpty() || (wanted.unit() != null && !units.contains(wanted.unit()))) {
            throw new Forbidden();
        }
        UnitCode unit = wanted.unit() == null ? units.getFirst() : wanted.unit();
        Comment.Audience audience = wanted.audience();
        text(wanted.text()).that(audience != null, "audience", "required").orRefuse();
        var comment = new Comment(
                UUID.randomUUID(),
                about,
                subject,
                Objects.requireNonNull(audience),
                unit,
                office(unit, actor),
                wanted.text(),
                actor.officerName(),
                actor.officer(),
                clock.instant(),
                null,
                null,
                null);
        Map<OfficerId, Named> named = named(comment, wanted.text(), wanted.mentions());
        kept.add(comment);
        kept.mention(comment.id(), names(named));
        record(CommentEvent.What.WRITE, comment, named, actor);
        return comment.id();
    }

    /// Changes the text of the actor's own comment, within the time of the rule `comment.editable`.
    ///
    /// @throws NotFound if the actor does not read it
    /// @throws Forbidden if another person wrote it
    /// @throws CommentRefused if it is too late or the comment was removed
    public void edit(UUID id, String text, Collection<OfficerId> mentions, Actor actor) {
        Comment one = mine(id, actor);
        String stripped = text.strip();
        if (!isEditable(one)) {
            throw CommentRefused.tooLate(editable.today());
        }
        text(stripped).orRefuse();
        Map<OfficerId, Named> named = named(one, stripped, mentions);
        Set<OfficerId> before = kept.mentionsOf(List.of(id)).getOrDefault(id, List.of()).stream()
                .map(KeptComments.Mention::officer)
                .collect(Collectors.toSet());
        kept.edit(id, stripped, clock.instant());
        kept.mention(id, names(named));
        named.keySet().removeAll(before);
        record(CommentEvent.What.EDIT, one, named, actor);
    }

    /// Removes the actor's own comment. That there was one stays, its text does not.
    public void remove(UUID id, Actor actor) {
        Comment one = mine(id, actor);
        kept.remove(id, Person.of(actor), clock.instant());
        record(CommentEvent.What.REMOVE, one, Map.of(), actor);
    }

    /// A person who can be named, with the roles by which they are told apart.
    public record Candidate(OfficerId officer, String name, List<Appointment> held) {}

    /// What a page shows of the comments on an object.
    ///
    /// @param comments one page, the newest first
    /// @param units for which the reader can write, the usual one first; none if they only read
    record Shown(Listing<Comment> comments, Map<UUID, List<KeptComments.Mention>> mentions, List<UnitCode> units) {}

    /// The comments on an object that the actor reads.
    ///
    /// @param page from 1, the newest first
    /// @param at a comment whose page is shown instead, null for none
    @Transactional(readOnly = true)
    Shown thread(String about, UUID subject, int page, @Nullable UUID at, Actor actor) {
        CommentSubject.Seen seen = seen(about, subject, actor);
        var reading = new KeptComments.Reading(about, subject, actor.officer(), inside(actor));
        Long newer = at == null ? null : kept.newer(reading, at);
        Listing<Comment> comments = kept.page(reading, newer == null ? page : (int) (newer / PAGE) + 1, PAGE);
        return new Shown(
                comments,
                kept.mentionsOf(comments.items().stream().map(Comment::id).toList()),
                units(seen, actor));
    }

    /// Persons who can be named in a comment, because they can read it: those of the object's units first.
    ///
    /// @param words in the name of the person or of their unit
    /// @param internal whether the comment is an internal one of the unit
    /// @param unit for which it is written, null for the usual one
    @Transactional(readOnly = true)
    public List<Candidate> candidates(
            String about, UUID subject, String words, boolean internal, @Nullable UnitCode unit, Actor actor) {
        CommentSubject.Seen seen = seen(about, subject, actor);
        List<UnitCode> units = units(seen, actor);
        if (units.isEmpty()) {
            return List.of();
        }
        UnitCode of = unit == null ? units.getFirst() : unit;
        String sought = words.strip().toLowerCase(Locale.ROOT);
        Set<UnitCode> called = institution.unitsCalled(new ListQuery(null, null, null, words).like());
        Map<OfficerId, List<Appointment>> people = new LinkedHashMap<>();
        institution.inForce(institution.today()).stream()
                .sorted(Comparator.comparing((Appointment held) -> !seen.units().contains(held.unit()))
                        .thenComparing(held -> held.unit().value())
                        .thenComparing(Appointment::officerName))
                .forEach(held -> people.computeIfAbsent(held.officer(), any -> new ArrayList<>())
                        .add(held));
        return people.entrySet().stream()
                .filter(one -> !one.getKey().equals(actor.officer()))
                .filter(one -> one.getValue().stream()
                        .anyMatch(held -> called.contains(held.unit())
                                || held.officerName().toLowerCase(Locale.ROOT).contains(sought)))
                .map(one ->
                        new Candidate(one.getKey(), one.getValue().getFirst().officerName(), one.getValue()))
                .filter(one -> {
                    Actor reader = access.actorOf(one.officer(), one.name());
                    return (!internal || inside(reader).covers(of))
                            && subject(about).seen(subject, reader).isPresent();
                })
                .limit(MOST_OFFERED)
                .toList();
    }

    boolean isEditable(Comment one) {
        Instant until = one.writtenAt().plus(editable.today());
        return !one.isRemoved() && clock.instant().isBefore(until);
    }

    /// Whether the bureau reads the internal comments of units.
    boolean isInternalToBureau() {
        return internalToBureau.today().strip().equals(YES);
    }

    private CommentSubject subject(String about) {
        CommentSubject found = subjects.get(about);
        if (found == null) {
            throw new NotFound();
        }
        return found;
    }

    private CommentSubject.Seen seen(String about, UUID subject, Actor actor) {
        return subject(about).seen(subject, actor).orElseThrow(NotFound::new);
    }

    /// Units whose internal comments the actor reads.
    private Scope inside(Actor actor) {
        Scope own = access.scope(actor, CommentPermission.WRITE);
        return isInternalToBureau() ? own.or(access.scope(actor, CommentPermission.OVERSEE)) : own;
    }

    /// The units for which the actor can write: those of theirs that take part in the object, and the territories that
    /// they oversee; else those at which they hold a role.
    private List<UnitCode> units(CommentSubject.Seen seen, Actor actor) {
        Scope mine = access.scope(actor, CommentPermission.WRITE);
        Set<UnitCode> units = new LinkedHashSet<>();
        seen.units().stream().filter(mine::covers).forEach(units::add);
        actor.capacities().stream()
                .filter(capacity ->
                        Capacity.isOverseer(capacity.role()) || capacity.unit().equals(UnitCode.CITY))
                .map(Capacity::unit)
                .filter(mine::covers)
                .forEach(units::add);
        if (units.isEmpty()) {
            actor.capacities().stream()
                    .map(Capacity::heldAt)
                    .filter(mine::covers)
                    .forEach(units::add);
        }
        return List.copyOf(units);
    }

    /// The unit at which the actor holds the role in which they write for the unit or territory.
    private static UnitCode office(UnitCode unit, Actor actor) {
        return actor.capacities().stream()
                .filter(capacity -> capacity.unit().equals(unit))
                .map(Capacity::heldAt)
                .findFirst()
                .orElse(unit);
    }

    private Comment mine(UUID id, Actor actor) {
        Comment one = kept.lock(id).orElseThrow(NotFound::new);
        seen(one.about(), one.subject(), actor);
        boolean mine = one.writtenById().equals(actor.officer());
        if (!mine
                && one.audience() == Comment.Audience.INTERNAL
                && !inside(actor).covers(one.unit())) {
            throw new NotFound();
        }
        if (!mine) {
            throw new Forbidden();
        }
        if (one.isRemoved()) {
            throw CommentRefused.removed();
        }
        return one;
    }

    /// A person who is named, with the object as they see it.
    private record Named(String name, CommentSubject.Seen seen) {}

    /// The persons named in the text.
    ///
    /// @throws InvalidInput if one of them could not read the comment
    private Map<OfficerId, Named> named(Comment comment, String text, Collection<OfficerId> mentions) {
        var check = new InvalidInput.Check()
                .that(mentions.size() <= MOST_MENTIONS, "text", "too-many-mentions", Map.of("max", MOST_MENTIONS));
        Map<OfficerId, Named> named = new LinkedHashMap<>();
        Map<OfficerId, String> known = institution.namesOf(mentions);
        for (OfficerId officer : new LinkedHashSet<>(mentions)) {
            String name = known.get(officer);
            check.that(name != null, "text", "officer-unknown");
            if (name == null || !text.contains("@" + name)) {
                continue;
            }
            Actor reader = access.actorOf(officer, name);
            Optional<CommentSubject.Seen> seen = subject(comment.about()).seen(comment.subject(), reader);
            boolean inside = comment.audience() == Comment.Audience.EVERYBODY
                    || inside(reader).covers(comment.unit());
            check.that(seen.isPresent(), "text", "mention-cannot-see", Map.of("name", name));
            check.that(
                    seen.isEmpty() || inside,
                    "text",
                    "mention-not-inside",
                    Map.of("name", name, "unit", institution.unitName(comment.unit())));
            seen.ifPresent(one -> named.put(officer, new Named(name, one)));
        }
        check.orRefuse();
        return named;
    }

    private static Map<OfficerId, String> names(Map<OfficerId, Named> named) {
        Map<OfficerId, String> names = new LinkedHashMap<>();
        named.forEach((officer, one) -> names.put(officer, one.name()));
        return names;
    }

    private static InvalidInput.Check text(String text) {
        return new InvalidInput.Check()
                .that(!text.isEmpty(), "text", "required")
                .that(text.length() <= LONGEST, "text", "too-long", Map.of("max", LONGEST));
    }

    private void record(CommentEvent.What what, Comment one, Map<OfficerId, Named> named, Actor actor) {
        events.publishEvent(new CommentEvent(
                what,
                one.id(),
                one.about(),
                one.subject(),
                one.unit(),
                one.audience(),
                named.entrySet().stream()
                        .map(entry -> new CommentEvent.Mentioned(
                                entry.getKey(),
                                entry.getValue().seen().title(),
                                entry.getValue().seen().link()))
                        .toList(),
                actor.officer(),
                actor.officerName(),
                recordedLater));
    }
}
