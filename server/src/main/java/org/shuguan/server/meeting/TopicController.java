package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Topics over HTTP.
@RestController
@RequestMapping("/api/topics")
class TopicController {
    /// What can be done with a topic.
    enum Act {
        ACCEPT,
        SEND_BACK,
        MERGE,
        WITHDRAW;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        static Act of(String word) {
            return Rows.constant(Act.class, word);
        }
    }

    record TopicRow(Topic topic, String unitName, String territoryName) {}

    /// A figure with its names in the reader's language.
    ///
    /// @param link null where there is no list of the rows behind it
    record FigureRow(
            String name,
            String value,
            String source,
            @Nullable String link) {}

    /// A meeting at which it was, or will be.
    record Heard(UUID meeting, String title, LocalDate day, Item.@Nullable Outcome outcome, String note) {}

    record Merged(UUID topic, String number, String title) {}

    /// @param figures as they are now; those at a meeting are on the meeting's page
    record TopicPage(
            TopicRow row,
            List<FigureRow> figures,
            List<Heard> heard,
            @Nullable Merged mergedInto,
            List<Merged> merged,
            Set<Act> may,
            boolean mayEdit) {}

    record RaiseTopic(NewTopic wanted) {}

    record EditTopic(long revision, NewTopic wanted) {}

    /// @param into the topic into which it is merged
    record TopicSaid(@Nullable String text, @Nullable UUID into) {}

    record CreatedTopic(UUID id) {}

    static final ListColumns<TopicRow> COLUMNS = ListColumns.<TopicRow>titled("meeting.topic-column.")
            .column("number", row -> row.topic().number(), "t.number")
            .column("title", row -> row.topic().title(), "t.title")
            .column("unit", TopicRow::unitName, "t.unit")
            .column("territory", TopicRow::territoryName, "t.territory")
            .word("origin", "meeting.origin.", row -> row.topic().origin().word(), "t.origin")
            .word("state", "meeting.topic-state.", row -> row.topic().state().word(), "t.state")
            .column("created", row -> row.topic().createdAt(), "t.created_at")
            .column("reason", row -> row.topic().reason())
            .column("proposal", row -> row.topic().proposal())
            .column("answer", row -> row.topic().answer())
            .filter(
                    "state",
                    Stream.concat(
                                    Stream.of("open"),
                                    Arrays.stream(Topic.State.values()).map(Topic.State::word))
                            .toList())
            .filter("origin", Topic.Origin.values());

    private final Topics topics;
    private final KeptTopics kept;
    private final KeptMeetings meetings;
    private final Meetings reading;
    private final LiveFigures figures;
    private final Institution institution;
    private final Texts texts;

    TopicController(
            Topics topics,
            KeptTopics kept,
            KeptMeetings meetings,
            Meetings reading,
            LiveFigures figures,
            Institution institution,
            Texts texts) {
        this.topics = topics;
        this.kept = kept;
        this.meetings = meetings;
        this.reading = reading;
        this.figures = figures;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param state `open` for all that are neither dealt with nor ended, or one state
    /// @param unit only those that this unit raised
    /// @param territory only for meetings of this territory
    /// @param free only those that are accepted and on no agenda yet
    @GetMapping
    Listing<TopicRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String origin,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode territory,
            @RequestParam @Nullable Boolean free,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return kept.list(
                        topics.reader(actor),
                        COLUMNS.chosen("state", state),
                        COLUMNS.chosen("origin", origin),
                        unit == null || unit.isBlank() ? null : unit,
                        territory == null ? null : territory.value(),
                        Boolean.TRUE.equals(free),
                        query)
                .map(one -> row(one, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String origin,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode territory,
            @RequestParam @Nullable Boolean free,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("meeting.topic-list"),
                query,
                page -> list(state, origin, unit, territory, free, page, actor),
                texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedTopic raise(@RequestBody RaiseTopic request, Actor actor) {
        return new CreatedTopic(topics.raise(request.wanted(), actor));
    }

    @GetMapping("/{id}")
    TopicPage one(@PathVariable UUID id, Actor actor) {
        Topic one = topics.readable(id, actor);
        Function<UnitCode, String> names = institution.unitNames();
        return new TopicPage(
                row(one, names),
                figures.of(one).stream().map(figure -> shown(figure, texts)).toList(),
                heard(one, actor),
                one.mergedInto() == null
                        ? null
                        : kept.find(List.of(one.mergedInto())).stream()
                                .findFirst()
                                .map(TopicController::merged)
                                .orElse(null),
                kept.mergedInto(id).stream().map(TopicController::merged).toList(),
                may(one, actor),
                topics.mayEdit(one, actor));
    }

    @PutMapping("/{id}")
    TopicPage edit(@PathVariable UUID id, @RequestBody EditTopic request, Actor actor) {
        topics.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/{act:accept|send-back|merge|withdraw}")
    TopicPage act(@PathVariable UUID id, @PathVariable Act act, @RequestBody TopicSaid said, Actor actor) {
        switch (act) {
            case ACCEPT -> topics.accept(id, said.text(), actor);
            case SEND_BACK -> topics.sendBack(id, said.text(), actor);
            case MERGE -> topics.merge(id, said.into(), said.text(), actor);
            case WITHDRAW -> topics.withdraw(id, said.text(), actor);
        }
        return one(id, actor);
    }

    /// The figure with its names in the reader's language.
    static FigureRow shown(Figure figure, Texts texts) {
        return new FigureRow(
                texts.say("meeting.figure." + figure.key()),
                figure.value(),
                texts.say("meeting.figure-source." + figure.source()),
                figure.link());
    }

    private Set<Act> may(Topic one, Actor actor) {
        Set<Act> may = EnumSet.noneOf(Act.class);
        boolean free = one.isOpen() && !kept.isOnAnAgenda(one.id());
        if (free && topics.mayReview(one, actor)) {
            may.addAll(EnumSet.of(Act.SEND_BACK, Act.MERGE));
            if (one.state() == Topic.State.RAISED) {
                may.add(Act.ACCEPT);
            }
        }
        if (topics.mayWithdraw(one, actor)) {
            may.add(Act.WITHDRAW);
        }
        return may;
    }

    /// The meetings that the reader may see.
    private List<Heard> heard(Topic one, Actor actor) {
        List<Heard> heard = new ArrayList<>();
        for (Item item : kept.itemsOfTopic(one.id())) {
            meetings.seen(item.meeting(), topics.reader(actor))
                    .ifPresent(meeting -> heard.add(new Heard(
                            meeting.id(),
                            meeting.title(),
                            meeting.day(),
                            item.outcome(),
                            reading.mayReadNotes(meeting, actor) ? item.note() : "")));
        }
        return heard;
    }

    private static Merged merged(Topic one) {
        return new Merged(one.id(), one.number(), one.title());
    }

    private static TopicRow row(Topic one, Function<UnitCode, String> names) {
        return new TopicRow(one, names.apply(one.unit()), names.apply(one.territory()));
    }
}
