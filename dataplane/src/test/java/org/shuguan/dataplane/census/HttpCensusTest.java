package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Interfaces as sources: rows, pages, and the end of the pages.
class HttpCensusTest extends HttpCensus {
    @Test
    void rowsBecomeATableWithTheDocumentsWordsAndNestedFields() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> reply.json("""
                {"code": 0, "data": [
                  {"id": 12345678901234567890, "name": "张三", "idCard": "441202190001010013", "address": {"city": "肇庆"},
                   "tags": ["a", "b"], "secretExtra": 1, "amount": 0.10},
                  {"id": 2, "name": null, "idCard": "441283190102030425", "address": null, "amount": 12.50},
                  "no row"]}"""));
        TableResult result = only(census(0));
        assertThat(result.table().path()).isEqualTo("/people");
        assertThat(result.table().kind()).isEqualTo(Table.Kind.API);
        assertThat(result.table().comment()).isEqualTo("人员");
        assertThat(result.table().columns())
                .extracting(Table.Column::name)
                .containsExactly("id", "name", "idCard", "address.city", "tags", "amount");
        assertThat(result.table().columns().getFirst().declaredType()).isEqualTo("integer(int64)");
        assertThat(result.table().columns().get(2).comment()).isEqualTo("身份证号");
        assertThat(result.profile().rows()).isEqualTo(2);
        assertThat(column(result, "id").max()).isEqualTo("2");
        assertThat(column(result, "id").min()).isEqualTo("12345678901234567890");
        assertThat(column(result, "amount").top())
                .extracting(ColumnProfile.Count::value)
                .containsExactly("0.10", "12.50");
        assertThat(column(result, "tags").min()).isEqualTo("[\"a\",\"b\"]");
        assertThat(column(result, "address.city").nulls()).isEqualTo(1);
        assertThat(result.classifications().get(2).best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        assertThat(result.profile().rejected()).isEqualTo(1);
        assertThat(result.profile().examples().getFirst().reason()).isEqualTo("NO_JSON");
        assertThat(result.notes()).extracting(Note::code).containsExactly("undescribed");
        assertThat(new Drafting().draft(result, "http").formatCategory()).isEqualTo("api");
    }

    @Test
    void pageNumbersAreCountedFromWhereTheDocumentSays() throws Exception {
        for (int first : new int[] {0, 1}) {
            describe(parameter("page", "\"default\": " + first) + "," + parameter("size", "\"maximum\": 40"));
            server.on("/people", (asked, reply) -> {
                long from = (asked.number("page", -1) - first) * asked.number("size", 0);
                reply.json(page(from, 40, ""));
            });
            assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        }
    }

    @Test
    void pageNumbersAreFoundOutWhereTheDocumentIsSilent() throws Exception {
        for (int first : new int[] {0, 1}) {
            describe(parameter("pageNum", "") + "," + parameter("pageSize", "\"maximum\": 100"));
            server.on("/people", (asked, reply) -> {
                long from = (asked.number("pageNum", first) - first) * asked.number("pageSize", 0);
                // Requests for a page below the first return the first page, as many interfaces do.
                reply.json(page(Math.max(0, from), 100, ""));
            });
            TableResult result = only(census(0));
            assertThat(result.profile().rows()).isEqualTo(TOTAL);
            assertThat(result.notes()).isEmpty();
        }
    }

    @Test
    void offsetsGoOnByWhatCameAndStopAtTheTotal() throws Exception {
        describe(parameter("offset", "") + "," + parameter("limit", ""));
        // It returns fewer rows than requested.
        server.on(
                "/people", (asked, reply) -> reply.json(page(asked.number("offset", 0), 30, ", \"total\": " + TOTAL)));
        assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        assertThat(server.asked()).hasSize(9);
    }

    @Test
    void cursorsAreFollowed() throws Exception {
        describe(parameter("cursor", ""));
        server.on("/people", (asked, reply) -> {
            long from = asked.number("cursor", 0);
            String next = from + 100 < TOTAL ? "\"" + (from + 100) + "\"" : "null";
            reply.json(page(from, 100, ", \"paging\": {\"next_cursor\": " + next + "}"));
        });
        assertThat(only(census(0)).profile().rows()).isEqualTo(TOTAL);
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void linksAreFollowedAndARingOfThemEnds() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> {
            long from = asked.number("from", 0);
            reply.header(
                            "Link",
                            "</people?from=0>; rel=\"first\", </people?from=" + (from + 100) % 300 + ">; rel=\"next\"")
                    .json(page(from, 100, ""));
        });
        assertThat(only(census(0)).profile().rows()).isGreaterThanOrEqualTo(TOTAL);
        assertThat(server.asked()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void anInterfaceThatTakesNoNoticeOfPagesIsReadOnce() throws Exception {
        describe(parameter("page", "\"minimum\": 1"));
        server.on("/people", (asked, reply) -> reply.json(page(0, 7, "")));
        assertThat(only(census(0)).profile().rows()).isEqualTo(7);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void pagesWithoutEndAreBoundedAndThatIsSaid() throws Exception {
        describe(parameter("page", "\"minimum\": 1"));
        AtomicInteger ever = new AtomicInteger();
        server.on("/people", (asked, reply) -> reply.json("{\"data\": [{\"id\": " + ever.incrementAndGet() + "}]}"));
        TableResult result = only(census(source(null, Source.Limits.PAGES, 20), 0));
        assertThat(result.profile().rows()).isEqualTo(20);
        assertThat(result.notes()).extracting(Note::code).containsExactly("pages-bound");
    }

    @Test
    void aSampleAsksForNoMoreThanItNeeds() throws Exception {
        describe(parameter("offset", "") + "," + parameter("limit", "\"maximum\": 20"));
        server.on(
                "/people",
                (asked, reply) -> reply.json(page(asked.number("offset", 0), (int) asked.number("limit", 0), "")));
        TableResult result = only(census(50));
        assertThat(result.profile().rows()).isEqualTo(50);
        assertThat(result.profile().sampled()).isTrue();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void whatTheInterfaceSaysOfItsTotalAndDoesNotGiveIsTold() throws Exception {
        describe("");
        server.on("/people", (asked, reply) -> reply.json(page(0, 10, ", \"total\": 9000")));
        assertThat(only(census(0)).notes()).extracting(Note::code).containsExactly("total-differs");
    }

    @Test
    void aBrokenPageIsCountedAmongOthersAndSaidWhereItIsTheOnlyOne() throws Exception {
        describe(parameter("page", "\"minimum\": 1") + "," + parameter("size", ""));
        server.on("/people", (asked, reply) -> {
            long page = asked.number("page", 0);
            reply.json(page == 2 ? "{\"data\": [{\"id\":" : page > 3 ? "{\"data\": []}" : page(page * 50, 10, ""));
        });
        TableResult result = only(census(0));
        assertThat(result.profile().rows()).isEqualTo(20);
        assertThat(result.profile().rejected()).isEqualTo(1);
        server.on("/people", (asked, reply) -> reply.json("<html>Please sign in</html>"));
        assertThat(census(0).getFirst().problem().reason()).isEqualTo("NO_JSON");
        assertReason(source(null, SHORT, 10), Reason.NO_JSON);
        server.on("/people", (asked, reply) -> reply.json("{\"data\": [{\"name\": \"张三\""));
        assertThatThrownBy(() -> Sources.check(source(null, SHORT, 10)))
                .isInstanceOf(SourceUnreadable.class)
                .hasMessage("/people: line 1, column 24");
    }
}
