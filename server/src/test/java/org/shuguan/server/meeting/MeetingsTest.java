package org.shuguan.server.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.MovableClock;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.document.Documents;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@Import(MovableClock.Configuration.class)
class MeetingsTest {
    private static final LocalDate DAY = LocalDate.of(2023, 3, 15);
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Topics topics;

    @Autowired
    Meetings meetings;

    @Autowired
    Agenda agenda;

    @Autowired
    Resolutions resolutions;

    @Autowired
    MinutesKeeping keeping;

    @Autowired
    KeptMeetings kept;

    @Autowired
    KeptTopics keptTopics;

    @Autowired
    KeptResolutions keptResolutions;

    @Autowired
    KeptMinutes keptMinutes;

    @Autowired
    MeetingRecount recount;

    @Autowired
    FollowUpFacts facts;

    @Autowired
    Documents documents;

    @Autowired
    Institution institution;

    @Autowired
    List<OpenWork> work;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MovableClock clock;

    private final List<UnitCode> units = new ArrayList<>();
    private Actor bureau;
    private Actor chair;

    @BeforeEach
    void threeUnits() {
        clock.set(LocalDate.of(2023, 3, 6));
        units.clear();
        for (int i = 0; i < 3; i++) {
            UnitCode code = new UnitCode("MT" + NEXT.incrementAndGet());
            SampleUnits.department(institution, code);
            units.add(code);
        }
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
        if (institution
                .holders(Role.CITY_CDO, UnitCode.CITY, institution.today())
                .isEmpty()) {
            institution.appoint(
                    institution.enrol("市数官"),
                    Role.CITY_CDO,
                    UnitCode.CITY,
                    new Institution.Terms("副市长", null, institution.today(), null));
        }
        chair = Actors.holding("市数官", Role.CITY_CDO, UnitCode.CITY);
    }

    @Test
    void invitedRolesAnswerAndAreAskedAgainWhenTheMeetingIsMoved() {
        UUID id = convened();
        Actor first = cdo(0);
        assertThat(todos(first)).contains("meeting.answer");
        assertThatThrownBy(() -> meetings.answer(id, Meetings.Answered.comes(), stranger()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        meetings.answer(id, new Meetings.Answered(Seat.Answer.SUBSTITUTE, "", null, null, null), first))
                .isInstanceOf(InvalidInput.class);
        OfficerId instead = institution.enrol("替会人");
        meetings.answer(id, new Meetings.Answered(Seat.Answer.SUBSTITUTE, "出差", "替会人", "科长", instead), first);
        assertThat(todos(first)).doesNotContain("meeting.answer");
        // Who comes instead sees the meeting without any role.
        assertThat(meetings.readable(id, Actors.with(instead, "替会人")).id()).isEqualTo(id);

        Meeting before = kept.find(id).orElseThrow();
        meetings.edit(id, before.revision(), wanted(DAY.plusDays(1)), bureau);
        Meeting moved = kept.find(id).orElseThrow();
        assertThat(moved.sequence()).isEqualTo(before.sequence() + 1);
        assertThat(todos(first)).contains("meeting.answer");
        assertThatThrownBy(() -> meetings.edit(id, before.revision(), wanted(DAY), bureau))
                .isInstanceOf(ChangedMeanwhile.class);

        String file = new String(CalendarFile.of(moved, List.of("1. 议题"), "https://x/office"), StandardCharsets.UTF_8);
        VEvent event = Biweekly.parse(file).first().getEvents().getFirst();
        assertThat(event.getUid().getValue()).isEqualTo(id + "@shuguan");
        assertThat(event.getSequence().getValue()).isEqualTo(moved.sequence());
        // Half past nine in the city.
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo("2023-03-16T01:30:00Z");

        // The calendar of an announced year gives another day to answer.
        meetings.answerBy(moved, moved.answerBy().minusDays(2));
        assertThat(recount.recount())
                .filteredOn(one -> one.link().equals(moved.link()))
                .singleElement()
                .returns(moved.answerBy(), OpenTerms.Moved::after);
        assertThat(kept.find(id).orElseThrow().answerBy()).isEqualTo(moved.answerBy());

        meetings.cancel(id, "改期", bureau);
        assertThat(todos(first)).doesNotContain("meeting.answer");
        assertThat(new String(CalendarFile.of(kept.find(id).orElseThrow(), List.of(), "x"), StandardCharsets.UTF_8))
                .contains("METHOD:CANCEL", "STATUS:CANCELLED");
    }

    @Test
    void onlyAQuorumDecidesAndAVoteNeedsMoreThanHalf() {
        UUID id = open(1);
        UUID draft = draft(id, "建立月报制度");
        assertThatThrownBy(() -> resolutions.decide(id, draft, 1, Resolutions.Vote.consent(), bureau))
                .isInstanceOf(MeetingRefused.class)
                .hasMessageContaining("no-quorum");
        attend(id, 3);
        assertThatThrownBy(() -> resolutions.decide(id, draft, 1, Resolutions.Vote.of(3, 1, 0), bureau))
                .isInstanceOf(InvalidInput.class);
        assertThat(resolutions.decide(id, draft, 1, Resolutions.Vote.of(1, 1, 1), bureau))
                .isNull();
        assertThat(keptResolutions.find(id, draft).orElseThrow().state()).isEqualTo(Resolution.State.REJECTED);
        assertThatThrownBy(() -> resolutions.decide(id, draft, 2, Resolutions.Vote.consent(), bureau))
                .isInstanceOf(MeetingRefused.class);
        UUID other = draft(id, "建立季报制度");
        UUID followUp = Objects.requireNonNull(resolutions.decide(id, other, 1, Resolutions.Vote.of(2, 1, 0), bureau));
        assertThat(facts.find(followUp).orElseThrow())
                .returns("建立季报制度", FollowUp::title)
                .returns(units.getFirst(), FollowUp::lead);
    }

    /// Whichever comes first, the follow-up has the words of the resolution, and nobody decides on words not seen.
    @Test
    void aResolutionThatIsEditedWhileItIsAdoptedIsOneOrTheOther() throws Exception {
        UUID id = open(3);
        Actor colleague = Actors.holding("同事", Role.BUREAU_OPERATOR, UnitCode.CITY);
        for (int round = 0; round < 4; round++) {
            UUID draft = draft(id, "原文" + round);
            String edited = "改后" + round;
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                Future<@Nullable Throwable> edits = two.submit(
                        attempt(together, () -> resolutions.edit(id, draft, 1, resolution(id, edited), colleague)));
                Future<@Nullable Throwable> adopts = two.submit(
                        attempt(together, () -> resolutions.decide(id, draft, 1, Resolutions.Vote.consent(), bureau)));
                Throwable notEdited = edits.get();
                Throwable notAdopted = adopts.get();
                Resolution now = keptResolutions.find(id, draft).orElseThrow();
                if (notAdopted == null) {
                    assertThat(notEdited).isInstanceOf(ChangedMeanwhile.class);
                    assertThat(facts.find(Objects.requireNonNull(now.followUp()))
                                    .orElseThrow()
                                    .title())
                            .isEqualTo(now.title())
                            .startsWith("原文");
                } else {
                    assertThat(notAdopted).isInstanceOf(ChangedMeanwhile.class);
                    assertThat(notEdited).isNull();
                    assertThat(now.title()).isEqualTo(edited);
                    assertThat(now.followUp()).isNull();
                    resolutions.decide(id, draft, now.revision(), Resolutions.Vote.consent(), bureau);
                }
            }
        }
        // A correction after the adoption corrects the follow-up; its day is changed there.
        Resolution adopted = keptResolutions.of(id).getFirst();
        resolutions.edit(id, adopted.id(), adopted.revision(), resolution(id, "更正"), bureau);
        assertThat(facts.find(Objects.requireNonNull(adopted.followUp()))
                        .orElseThrow()
                        .title())
                .isEqualTo("更正");
        NewResolution later = new NewResolution(
                adopted.item(),
                "更正",
                "",
                "",
                FollowUp.Kind.ORDINARY,
                units.getFirst(),
                List.of(),
                DAY.plusDays(99),
                "");
        assertThatThrownBy(() -> resolutions.edit(id, adopted.id(), adopted.revision() + 1, later, bureau))
                .isInstanceOf(MeetingRefused.class)
                .hasMessageContaining("term-fixed");
    }

    @Test
    void minutesAreSignedByTheChairAloneAndNumberedWithoutGaps() {
        UUID one = ended();
        keeping.circulate(one, bureau);
        assertThat(todos(cdo(1))).contains("meeting.remark");
        assertThatThrownBy(() -> keeping.sign(one, bureau)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> keeping.sign(one, chair))
                .isInstanceOf(MeetingRefused.class)
                .hasMessageContaining("remarks-open");
        LocalDate commentBy = keptMinutes.of(one).orElseThrow().commentBy();
        keeping.commentBy(kept.find(one).orElseThrow(), keptMinutes.of(one).orElseThrow(), commentBy.plusDays(4));
        assertThat(recount.recount()).extracting(OpenTerms.Moved::after).contains(commentBy);
        assertThat(keptMinutes.of(one).orElseThrow().commentBy()).isEqualTo(commentBy);
        for (int i = 0; i < 3; i++) {
            keeping.remark(one, i == 0 ? "有一处笔误" : "", cdo(i));
        }
        keeping.giveBack(one, "改正笔误", chair);
        agenda.note(one, item(one).id(), item(one).revision(), "改正后的记录", "decided", bureau);
        keeping.circulate(one, bureau);
        for (int i = 0; i < 3; i++) {
            keeping.remark(one, null, cdo(i));
        }
        // Who circulated them does not sign them, also if they chair.
        Actor both = Actors.of(bureau.officer(), "业务员", Role.CITY_CDO, UnitCode.CITY);
        assertThatThrownBy(() -> keeping.sign(one, both)).hasMessageContaining("own-minutes");
        // A number that is taken by a transaction that fails is given again.
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keeping.sign(one, chair);
                    throw new IllegalStateException("a failure after the signature");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keptMinutes.of(one).orElseThrow().number()).isNull();
        keeping.sign(one, chair);
        int first = Objects.requireNonNull(keptMinutes.of(one).orElseThrow().number());
        UUID two = ended();
        keeping.circulate(two, bureau);
        clock.set(DAY.plusDays(30));
        keeping.sign(two, chair);
        assertThat(keptMinutes.of(two).orElseThrow().number()).isEqualTo(first + 1);
        assertThatThrownBy(() -> keeping.remark(two, "太晚", cdo(0))).isInstanceOf(MeetingRefused.class);
    }

    @Test
    void restrictedFilesAreForThoseWhoAreInvited() {
        UUID id = convened();
        String subject = "meeting " + id;
        UUID file = documents.add(
                subject, "内部材料.txt", Grade.GENERAL_3, IncomingFile.of("x".getBytes(StandardCharsets.UTF_8)), bureau);
        Meeting one = kept.find(id).orElseThrow();
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, units.getFirst());
        assertThat(meetings.readable(id, steward)).isEqualTo(one);
        assertThat(meetings.isAddressed(one, steward)).isFalse();
        assertThatThrownBy(() -> documents.open(subject, file, meetings.isAddressed(one, steward)))
                .isInstanceOf(NotFound.class);
        documents.read(subject, file, meetings.isAddressed(one, cdo(0)), cdo(0));
        assertThat(documents.shown(subject, shown -> true, bureau).getFirst().receipts())
                .singleElement()
                .returns("数官0", receipt -> receipt.officerName());
        assertThatThrownBy(() -> documents.add(
                        subject,
                        "重要.txt",
                        Grade.IMPORTANT,
                        IncomingFile.of("x".getBytes(StandardCharsets.UTF_8)),
                        bureau))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aTopicThatWasPostponedWaitsForAnotherMeetingAndOneOnAnAgendaIsNotSentBack() {
        UUID id = open(3);
        Topic topic = topic(id);
        assertThatThrownBy(() -> topics.sendBack(topic.id(), "不成熟", bureau)).isInstanceOf(MeetingRefused.class);
        assertThatThrownBy(() -> meetings.end(id, bureau)).hasMessageContaining("items-open");
        agenda.note(id, item(id).id(), 1, "材料不全", "postponed", bureau);
        meetings.end(id, bureau);
        assertThat(topic(id).state()).isEqualTo(Topic.State.ACCEPTED);
        topics.sendBack(topic.id(), "请补充材料", bureau);
        assertThat(topic(id).state()).isEqualTo(Topic.State.SENT_BACK);
    }

    private UUID convened() {
        UUID topic =
                topics.raise(new NewTopic(units.getFirst(), null, null, null, null, "数据质量", "空值较多", "限期补全"), cdo(0));
        topics.accept(topic, null, bureau);
        UUID id = meetings.plan(UnitCode.CITY, wanted(DAY), bureau);
        assertThatThrownBy(() -> meetings.convene(id, bureau)).hasMessageContaining("no-agenda");
        agenda.put(id, topic, "issues", bureau);
        meetings.convene(id, bureau);
        return id;
    }

    private UUID open(int present) {
        clock.set(LocalDate.of(2023, 3, 6));
        UUID id = convened();
        assertThatThrownBy(() -> meetings.open(id, bureau)).hasMessageContaining("before-its-day");
        clock.set(DAY);
        meetings.open(id, bureau);
        attend(id, present);
        return id;
    }

    private UUID ended() {
        UUID id = open(3);
        agenda.note(id, item(id).id(), 1, "会议讨论了数据质量。", "decided", bureau);
        meetings.end(id, bureau);
        return id;
    }

    private void attend(UUID id, int present) {
        List<Seat> seats = kept.seatsOf(id);
        List<Meetings.Attendance> list = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            list.add(new Meetings.Attendance(seats.get(i).id(), i < present, "到会人" + i));
        }
        meetings.attend(id, list, bureau);
    }

    private UUID draft(UUID id, String title) {
        return resolutions.draft(id, resolution(id, title), bureau);
    }

    private NewResolution resolution(UUID id, String title) {
        return new NewResolution(
                item(id).id(),
                title,
                "",
                "",
                FollowUp.Kind.ORDINARY,
                units.getFirst(),
                List.of(),
                DAY.plusDays(30),
                "");
    }

    private Item item(UUID id) {
        return keptTopics.itemsOf(id).getFirst();
    }

    private Topic topic(UUID id) {
        return keptTopics.find(List.of(item(id).topic())).getFirst();
    }

    private NewMeeting wanted(LocalDate day) {
        return new NewMeeting(
                "联席会议",
                day,
                LocalTime.of(9, 30),
                LocalTime.of(11, 0),
                "会议室",
                Role.CITY_CDO,
                units.stream().map(NewMeeting.NewSeat::member).toList());
    }

    private Actor cdo(int i) {
        return Actors.holding("数官" + i, Role.UNIT_CDO, units.get(i));
    }

    private static Actor stranger() {
        return Actors.holding("别人", Role.UNIT_CDO, new UnitCode("ZZ9"));
    }

    private List<String> todos(Actor actor) {
        return Actors.todos(work, actor).map(Todo::kind).toList();
    }

    private static Callable<@Nullable Throwable> attempt(CyclicBarrier together, Runnable act) {
        return () -> {
            together.await();
            try {
                act.run();
                return null;
            } catch (RuntimeException refused) {
                return refused;
            }
        };
    }
}
