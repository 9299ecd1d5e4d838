package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.document.Documents;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Puts together what a meeting's page shows its reader.
@Component
class MeetingPages {
    /// @param territoryName whose meeting it is
    /// @param chairName who chairs it
    record MeetingRow(Meeting meeting, String territoryName, String chairName) {}

    /// @param holderName who holds the seat's role today, empty if nobody does
    /// @param mine whether the reader answers for it
    record SeatRow(Seat seat, String unitName, String holderName, boolean mine) {}

    /// @param figures frozen when the meeting was opened, before that as they are now
    /// @param note empty where the reader may not read it yet
    record ItemRow(Item item, Topic topic, String unitName, List<TopicController.FigureRow> figures, String note) {}

    record ResolutionRow(Resolution resolution, String leadName, List<PartRow> parts) {}

    record PartRow(UnitCode unit, String unitName, String text) {}

    /// Whether enough members are there.
    record Quorum(int members, int present, int needed) {}

    /// @param remarks of the running round and of those before
    /// @param waiting names of the members who have not answered in the running round
    /// @param printedNumber as in 〔2021〕1号, null before they are signed
    record MinutesRow(
            Minutes.State state,
            int round,
            LocalDate commentBy,
            String circulatedBy,
            @Nullable String returnedBecause,
            @Nullable String printedNumber,
            @Nullable String signature,
            @Nullable LocalDate signedOn,
            String sha256,
            List<RemarkRow> remarks,
            List<String> waiting) {}

    record RemarkRow(Remark remark, String unitName) {}

    /// @param previous what became of the last meeting's resolutions
    /// @param outcomes what became of this meeting's resolutions
    /// @param content what the minutes say, null where the reader may not read it yet
    record MeetingPage(
            MeetingRow row,
            @Nullable DeadlineLight answerLight,
            PreviousResolutions.Table previous,
            List<SeatRow> seats,
            List<ItemRow> items,
            List<ResolutionRow> resolutions,
            List<PreviousResolutions.Outcome> outcomes,
            Quorum quorum,
            List<Documents.Shown> documents,
            @Nullable MinutesContent content,
            @Nullable MinutesRow minutes,
            Set<MeetingAct> may) {}

    private final Meetings meetings;
    private final MinutesKeeping keeping;
    private final KeptMeetings kept;
    private final KeptTopics topics;
    private final KeptResolutions resolutions;
    private final KeptMinutes minutes;
    private final LiveFigures figures;
    private final PreviousResolutions previous;
    private final Documents documents;
    private final MeetingRules rules;
    private final Calendar calendar;
    private final Institution institution;
    private final Texts texts;
    private final JsonMapper json;

    MeetingPages(
            Meetings meetings,
            MinutesKeeping keeping,
            KeptMeetings kept,
            KeptTopics topics,
            KeptResolutions resolutions,
            KeptMinutes minutes,
            LiveFigures figures,
            PreviousResolutions previous,
            Documents documents,
            MeetingRules rules,
            Calendar calendar,
            Institution institution,
            Texts texts,
            JsonMapper json) {
        this.meetings = meetings;
        this.keeping = keeping;
        this.kept = kept;
        this.topics = topics;
        this.resolutions = resolutions;
        this.minutes = minutes;
        this.figures = figures;
        this.previous = previous;
        this.documents = documents;
        this.rules = rules;
        this.calendar = calendar;
        this.institution = institution;
        this.texts = texts;
        this.json = json;
    }

    MeetingPage page(Meeting one, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        List<Seat> seats = kept.seatsOf(one.id());
        boolean addressed = meetings.isAddressed(one, actor);
        boolean notes = meetings.mayReadNotes(one, actor);
        Minutes its = minutes.of(one.id()).orElse(null);
        boolean hasContent = notes && (one.state() == Meeting.State.OPEN || one.state() == Meeting.State.ENDED);
        return new MeetingPage(
                row(one, names),
                answerLight(one),
                previous.of(one),
                seats.stream()
                        .map(seat -> new SeatRow(
                                seat,
                                names.apply(seat.unit()),
                                meetings.holder(seat),
                                one.state() == Meeting.State.CONVENED && seat.isOf(actor)))
                        .toList(),
                items(one, names, notes),
                resolutionRows(one, names, notes),
                previous.outcomes(one.id()),
                quorum(one, seats),
                documents.shown(one.subject(), document -> addressed, actor),
                hasContent ? keeping.content(one) : null,
                its == null ? null : minutesRow(its, seats, names),
                may(one, its, actor));
    }

    private MeetingRow row(Meeting one, Function<UnitCode, String> names) {
        String chair = institution.holders(one.chairRole(), one.territory(), institution.today()).stream()
                .findFirst()
                .map(holder -> holder.officerName())
                .orElse("");
        return new MeetingRow(one, names.apply(one.territory()), chair);
    }

    private @Nullable DeadlineLight answerLight(Meeting one) {
        LocalDate by = one.answerBy();
        return by == null || one.convenedAt() == null || one.state() != Meeting.State.CONVENED
                ? null
                : calendar.light(CityTime.day(one.convenedAt()), by, institution.today());
    }

    private List<ItemRow> items(Meeting one, Function<UnitCode, String> names, boolean notes) {
        List<Item> items = topics.itemsOf(one.id());
        Map<UUID, Topic> about = topics.find(items.stream().map(Item::topic).toList()).stream()
                .collect(Collectors.toMap(Topic::id, Function.identity()));
        return items.stream()
                .map(item -> {
                    Topic topic = Objects.requireNonNull(about.get(item.topic()));
                    String frozen = item.figures();
                    List<Figure> shown =
                            frozen == null ? figures.of(topic) : Arrays.asList(json.readValue(frozen, Figure[].class));
                    return new ItemRow(
                            item,
                            topic,
                            names.apply(topic.unit()),
                            shown.stream()
                                    .map(figure -> TopicController.shown(figure, texts))
                                    .toList(),
                            notes ? item.note() : "");
                })
                .toList();
    }

    private List<ResolutionRow> resolutionRows(Meeting one, Function<UnitCode, String> names, boolean notes) {
        List<Resolution> all = resolutions.of(one.id()).stream()
                .filter(resolution -> notes || resolution.state() != Resolution.State.DRAFT)
                .toList();
        Map<UUID, List<Resolution.Unit>> units =
                resolutions.units(all.stream().map(Resolution::id).toList());
        return all.stream()
                .map(resolution -> new ResolutionRow(
                        resolution,
                        names.apply(resolution.lead()),
                        units.getOrDefault(resolution.id(), List.of()).stream()
                                .map(part -> new PartRow(part.unit(), names.apply(part.unit()), part.text()))
                                .toList()))
                .toList();
    }

    private Quorum quorum(Meeting one, List<Seat> seats) {
        int members = (int) seats.stream().filter(Seat::isMember).count();
        return new Quorum(members, Meetings.present(seats), rules.quorum(members, one.day()));
    }

    private MinutesRow minutesRow(Minutes its, List<Seat> seats, Function<UnitCode, String> names) {
        Map<UUID, Seat> bySeat = seats.stream().collect(Collectors.toMap(Seat::id, Function.identity()));
        List<Remark> remarks = minutes.remarksOf(its.meeting());
        Set<UUID> answered = remarks.stream()
                .filter(remark -> remark.round() == its.round())
                .map(Remark::seat)
                .collect(Collectors.toSet());
        return new MinutesRow(
                its.state(),
                its.round(),
                its.commentBy(),
                its.circulatedBy(),
                its.returnedBecause(),
                its.printedNumber(),
                Capacity.signature(its.signedBy(), its.signedKind(), its.signedFor(), texts),
                its.signedAt() == null ? null : CityTime.day(its.signedAt()),
                its.sha256(),
                remarks.stream()
                        .map(remark -> new RemarkRow(
                                remark,
                                names.apply(Objects.requireNonNull(bySeat.get(remark.seat()))
                                        .unit())))
                        .toList(),
                its.state() != Minutes.State.CIRCULATED
                        ? List.of()
                        : seats.stream()
                                .filter(seat -> seat.isMember() && !answered.contains(seat.id()))
                                .map(seat -> names.apply(seat.unit()))
                                .toList());
    }

    private Set<MeetingAct> may(Meeting one, @Nullable Minutes its, Actor actor) {
        Set<MeetingAct> may = EnumSet.noneOf(MeetingAct.class);
        boolean circulated = its != null && its.state() == Minutes.State.CIRCULATED;
        boolean free = its == null || its.state() == Minutes.State.RETURNED;
        if (meetings.mayPrepare(one, actor)) {
            may.addAll(
                    switch (one.state()) {
                        case PLANNED ->
                            EnumSet.of(
                                    MeetingAct.EDIT,
                                    MeetingAct.ARRANGE,
                                    MeetingAct.ADD_FILE,
                                    MeetingAct.CONVENE,
                                    MeetingAct.CANCEL);
                        case CONVENED -> convened(one);
                        case OPEN ->
                            EnumSet.of(
                                    MeetingAct.ADD_FILE,
                                    MeetingAct.ATTEND,
                                    MeetingAct.NOTE,
                                    MeetingAct.RESOLVE,
                                    MeetingAct.END);
                        case ENDED ->
                            free ? EnumSet.of(MeetingAct.NOTE, MeetingAct.CIRCULATE) : EnumSet.noneOf(MeetingAct.class);
                        case CANCELLED -> EnumSet.noneOf(MeetingAct.class);
                    });
        }
        if (circulated && keeping.mayRemark(one.id(), actor)) {
            may.add(MeetingAct.REMARK);
        }
        if (circulated && keeping.mayChair(one, actor)) {
            may.addAll(EnumSet.of(MeetingAct.RETURN, MeetingAct.SIGN));
        }
        return may;
    }

    private Set<MeetingAct> convened(Meeting one) {
        Set<MeetingAct> may = EnumSet.of(MeetingAct.EDIT, MeetingAct.ARRANGE, MeetingAct.ADD_FILE, MeetingAct.CANCEL);
        if (!institution.today().isBefore(one.day())) {
            may.add(MeetingAct.OPEN);
        }
        return may;
    }
}
