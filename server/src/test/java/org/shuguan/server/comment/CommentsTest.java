package org.shuguan.server.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.MovableClock;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.demand.DemandContent;
import org.shuguan.server.demand.DemandLists;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.RuleFixtures;
import org.shuguan.server.settings.RuleValue;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@Import({MovableClock.Configuration.class, RuleFixtures.class})
class CommentsTest {
    private static final LocalDate BEGIN = LocalDate.of(2021, 8, 10);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String DEMAND = "demand";

    @Autowired
    Comments comments;

    @Autowired
    List<CommentSubject> subjects;

    @Autowired
    DemandLists demands;

    @Autowired
    Tasks tasks;

    @Autowired
    Institution institution;

    @Autowired
    Access access;

    @Autowired
    AuditTrail trail;

    @Autowired
    RuleFixtures rules;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private UnitCode asks;
    private UnitCode owns;
    private Actor asking;
    private Actor askingCdo;
    private Actor owning;
    private Actor stranger;
    private Actor bureau;
    private UUID demand;

    @BeforeEach
    void aDemandBetweenTwoUnits() {
        clock.set(BEGIN);
        int n = NEXT.incrementAndGet();
        asks = unit("KA" + n);
        owns = unit("KB" + n);
        UnitCode other = unit("KC" + n);
        UnitCode dataBureau = new UnitCode("KD");
        SampleUnits.dataBureau(institution, dataBureau);
        asking = officer("甲专员" + n, Role.DATA_STEWARD, asks);
        askingCdo = officer("甲数官" + n, Role.UNIT_CDO, asks);
        owning = officer("乙专员" + n, Role.DATA_STEWARD, owns);
        stranger = officer("丙专员" + n, Role.DATA_STEWARD, other);
        bureau = officer("业务员" + n, Role.BUREAU_OPERATOR, dataBureau);
        demand = demands.create(
                asks,
                new DemandContent("死亡登记", List.of("日期"), "核验", "社会保险法", UpdateCycle.DAILY, "api", owns, null),
                asking);
        demands.submit(demand, asking);
        demands.agree(demand, null, askingCdo);
    }

    @AfterEach
    void rulesAsTheyWere() {
        rules.defaults();
    }

    @Test
    void eachSideReadsWhatIsForEverybodyAndItsOwnInternalComments() {
        write("两家都看", Comment.Audience.EVERYBODY, asking);
        write("只有甲看", Comment.Audience.INTERNAL, asking);
        write("只有乙看", Comment.Audience.INTERNAL, owning);
        assertThat(read(asking)).containsExactly("只有甲看", "两家都看");
        assertThat(read(askingCdo)).containsExactly("只有甲看", "两家都看");
        assertThat(read(owning)).containsExactly("只有乙看", "两家都看");
        assertThat(read(bureau)).containsExactly("两家都看");
        assertThatThrownBy(() -> read(stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> write("我也说", Comment.Audience.EVERYBODY, stranger))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void theBureauReadsInternalCommentsWhereTheRuleSaysSo() {
        write("内部意见", Comment.Audience.INTERNAL, owning);
        assertThat(read(bureau)).isEmpty();
        rules.set("comment.internal-to-bureau", RuleValue.of("yes"));
        assertThat(read(bureau)).containsExactly("内部意见");
        assertThat(read(asking)).isEmpty();
    }

    @Test
    void oneWritesForAUnitThatTakesPartAndTheBureauForItsTerritory() {
        assertThat(thread(asking).units()).containsExactly(asks);
        assertThat(thread(bureau).units()).contains(UnitCode.CITY);
        write("请两家商量", Comment.Audience.EVERYBODY, bureau);
        assertThat(thread(asking).comments().items())
                .singleElement()
                .returns(UnitCode.CITY, Comment::unit)
                .returns(new UnitCode("KD"), Comment::office);
        assertThatThrownBy(() -> comments.write(
                        DEMAND, demand, new NewComment(owns, Comment.Audience.EVERYBODY, "冒名", List.of()), asking))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void whoeverIsNamedIsNotifiedOnceAndLedToTheComment() {
        UUID comment = write("@" + owning.officerName() + " 请看", Comment.Audience.EVERYBODY, asking, owning);
        String link = "/office/demands/" + demand + "#comment-" + comment;
        await().until(() -> noticesTo(owning, "comment-mentions").equals(List.of(link)));
        comments.edit(
                comment,
                "@" + owning.officerName() + " @" + askingCdo.officerName() + " 请看",
                List.of(owning.officer(), askingCdo.officer()),
                asking);
        await().until(() -> noticesTo(askingCdo, "comment-mentions").equals(List.of(link)));
        assertThat(noticesTo(owning, "comment-mentions")).containsExactly(link);
        assertThat(thread(owning).mentions().get(comment))
                .extracting(KeptComments.Mention::name)
                .containsExactlyInAnyOrder(owning.officerName(), askingCdo.officerName());
    }

    @Test
    void whoeverCannotReadTheCommentCannotBeNamedAndTheAnswerSaysWho() {
        refusesMention("mention-cannot-see", Comment.Audience.EVERYBODY, stranger);
        refusesMention("mention-not-inside", Comment.Audience.INTERNAL, owning);
        refusesMention("mention-not-inside", Comment.Audience.INTERNAL, bureau);
        assertThat(read(asking)).isEmpty();
        // Whoever was taken out of the text again is not named.
        UUID comment = write("不提了", Comment.Audience.EVERYBODY, asking, stranger);
        assertThat(thread(asking).mentions()).doesNotContainKey(comment);
    }

    @Test
    void thePageOffersThoseWhoCouldReadTheComment() {
        assertThat(offered("", false))
                .contains(askingCdo.officer(), owning.officer())
                .doesNotContain(asking.officer());
        assertThat(offered(stranger.officerName(), false)).isEmpty();
        assertThat(offered(owning.officerName(), false)).containsExactly(owning.officer());
        assertThat(offered("单位" + owns, false)).containsExactly(owning.officer());
        assertThat(offered("", true)).containsExactly(askingCdo.officer());
    }

    @Test
    void theWriterChangesTheTextForAWhileAndNobodyElseDoes() {
        UUID comment = write("写错了", Comment.Audience.EVERYBODY, asking);
        assertThatThrownBy(() -> comments.edit(comment, "改你的", List.of(), owning))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> comments.edit(comment, "改你的", List.of(), stranger))
                .isInstanceOf(NotFound.class);
        clock.advance(Duration.ofMinutes(29));
        comments.edit(comment, "  写对了 ", List.of(), asking);
        assertThat(thread(owning).comments().items()).singleElement().satisfies(one -> {
            assertThat(one.text()).isEqualTo("写对了");
            assertThat(one.editedAt()).isNotNull();
        });
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> comments.edit(comment, "太晚", List.of(), asking))
                .isInstanceOfSatisfying(
                        CommentRefused.class, late -> assertThat(late.facts()).containsEntry("minutes", 30L));
    }

    @Test
    void aRemovedCommentLeavesWhoRemovedItAndNoText() {
        UUID comment = write("@" + owning.officerName() + " 说多了", Comment.Audience.EVERYBODY, asking, owning);
        assertThatThrownBy(() -> comments.remove(comment, owning)).isInstanceOf(Forbidden.class);
        clock.advance(Duration.ofDays(3));
        comments.remove(comment, asking);
        assertThat(thread(owning).comments().items()).singleElement().satisfies(one -> {
            assertThat(one.text()).isNull();
            assertThat(one.removedBy()).isEqualTo(asking.officerName());
            assertThat(one.removedAt()).isNotNull();
        });
        assertThat(thread(owning).mentions()).isEmpty();
        assertThatThrownBy(() -> comments.remove(comment, asking)).isInstanceOf(CommentRefused.class);
        List<AuditEntry> kept =
                trail.list(new ListQuery(1, 100, null, "comment " + comment)).items();
        assertThat(kept).extracting(AuditEntry::action).containsExactlyInAnyOrder("comment.write", "comment.remove");
        assertThat(kept).noneMatch(entry -> entry.facts().contains("说多了"));
    }

    @Test
    void anInternalCommentOfAnotherUnitDoesNotExist() {
        UUID comment = write("内部", Comment.Audience.INTERNAL, asking);
        assertThatThrownBy(() -> comments.edit(comment, "改", List.of(), owning)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> comments.remove(comment, owning)).isInstanceOf(NotFound.class);
    }

    @Test
    void aLongThreadIsReadPageByPageAndALinkFindsItsPage() {
        UUID first = write("评论 0", Comment.Audience.EVERYBODY, asking);
        for (int i = 1; i < 45; i++) {
            write("评论 " + i, i % 2 == 0 ? Comment.Audience.EVERYBODY : Comment.Audience.INTERNAL, asking);
        }
        assertThat(thread(asking).comments().total()).isEqualTo(45);
        assertThat(read(asking)).hasSize(20).startsWith("评论 44");
        Comments.Shown oldest = comments.thread(DEMAND, demand, 1, first, asking);
        assertThat(oldest.comments().page()).isEqualTo(3);
        assertThat(oldest.comments().items()).hasSize(5).last().returns("评论 0", Comment::text);
        // Of the other unit's 22 internal comments nothing is counted.
        assertThat(comments.thread(DEMAND, demand, 1, first, owning).comments())
                .returns(23L, found -> found.total())
                .returns(2, found -> found.page());
    }

    @Test
    void whatIsMissingOrTooLongIsSaid() {
        assertThatThrownBy(() -> write(" ", Comment.Audience.EVERYBODY, asking)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> write("长".repeat(2001), Comment.Audience.EVERYBODY, asking))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> write("给谁看", null, asking)).isInstanceOf(InvalidInput.class);
        write("长".repeat(2000), Comment.Audience.EVERYBODY, asking);
        assertThatThrownBy(() -> comments.thread("nothing", demand, 1, null, asking))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void eachKindOfObjectHasCommentsAndAnUnknownOneIsNotThere() {
        assertThat(subjects)
                .extracting(CommentSubject::about)
                .containsExactlyInAnyOrder(
                        DEMAND, "task", "entry", "follow-up", "sharing-request", "topic", "objection", "inquiry");
        assertThat(subjects)
                .allSatisfy(
                        one -> assertThat(one.seen(UUID.randomUUID(), bureau)).isEmpty());
        UUID task = tasks.open(new NewTask(
                "test.errand",
                "k" + demand,
                owns,
                Role.DATA_STEWARD,
                Map.of("what", "差事"),
                "/office",
                NewTask.Closing.BY_HAND,
                null));
        comments.write("task", task, new NewComment(null, Comment.Audience.EVERYBODY, "这件怎么办", List.of()), owning);
        assertThat(comments.thread("task", task, 1, null, bureau).comments().total())
                .isEqualTo(1);
        assertThatThrownBy(() -> comments.thread("task", task, 1, null, asking)).isInstanceOf(NotFound.class);
    }

    private void refusesMention(String code, Comment.Audience audience, Actor of) {
        assertThatThrownBy(() -> write("@" + of.officerName() + " 请看", audience, asking, of))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors()).singleElement().satisfies(error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.facts()).containsEntry("name", of.officerName());
                        }));
    }

    private UUID write(String text, Comment.@Nullable Audience audience, Actor by, Actor... named) {
        List<OfficerId> mentions = List.of(named).stream().map(Actor::officer).toList();
        return comments.write(DEMAND, demand, new NewComment(null, audience, text, mentions), by);
    }

    private Comments.Shown thread(Actor reader) {
        return comments.thread(DEMAND, demand, 1, null, reader);
    }

    private List<String> read(Actor reader) {
        return thread(reader).comments().items().stream()
                .map(one -> String.valueOf(one.text()))
                .toList();
    }

    private List<OfficerId> offered(String words, boolean internal) {
        return comments.candidates(DEMAND, demand, words, internal, null, asking).stream()
                .map(Comments.Candidate::officer)
                .toList();
    }

    private List<String> noticesTo(Actor reader, String code) {
        return jdbc.sql("select link from notice.notice where officer = :officer and code = :code order by id")
                .param("officer", reader.officer().value())
                .param("code", code)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private UnitCode unit(String code) {
        UnitCode unit = new UnitCode(code);
        SampleUnits.department(institution, unit);
        return unit;
    }

    private Actor officer(String name, Role role, UnitCode unit) {
        OfficerId officer = institution.enrol(name);
        institution.appoint(officer, role, unit, new Institution.Terms("职务", null, BEGIN, null));
        return access.actorOf(officer, name);
    }
}
