package org.shuguan.dataplane.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import tools.jackson.databind.JsonNode;

/// Reads the rows of an operation page by page and writes them for the engine.
final class ApiFeed implements Spool.Feed {
    private static final int MOST_BROKEN = 3;

    private final ApiClient client;
    private final ApiTable table;
    private final ApiKey key;
    private final URI first;
    private final long sample;
    private final int mostPages;
    private final Paging paging;
    private final ApiField.Tree tree;
    private final Rejects rejects = new Rejects();
    private final Set<String> undescribed = new LinkedHashSet<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<URI> seen = new HashSet<>();
    private List<JsonNode> before = List.of();
    private @Nullable ApiPage last;
    private long rows;
    private int broken;
    private boolean enough;
    private boolean linked;
    private volatile boolean cancelled;

    /// @param first address of the operation
    /// @param sample number of rows to read, 0 for all
    /// @param mostPages maximum number of pages to read
    ApiFeed(ApiClient client, ApiTable table, ApiKey key, URI first, long sample, int mostPages) {
        this.client = client;
        this.table = table;
        this.key = key;
        this.first = first;
        this.sample = sample;
        this.mostPages = mostPages;
        this.paging = table.paging().asking(sample);
        this.tree = ApiField.Tree.of(table.fields());
    }

    /// The address and number of a page.
    ///
    /// @param number number of the page, or of its first row; null if unknown
    private record Place(URI uri, @Nullable Long number) {}

    /// Requests the first page and discards its rows, to check that it can be read.
    void checkFirstPage() throws SourceUnreadable {
        try {
            ApiPage.of(client.get(place(paging.first()).uri(), key), table.rows());
        } catch (ApiPage.NoJson e) {
            throw noJson(e);
        }
    }

    @Override
    public void writeTo(RowWriter out) throws Exception {
        Place place = place(paging.first());
        for (int pages = 0; place != null && !cancelled; pages++) {
            if (pages == mostPages) {
                notes.add(new Note("pages-bound", Map.of("pages", Integer.toString(mostPages))));
                return;
            }
            try {
                place = read(place, out);
            } catch (ApiPage.NoJson e) {
                place = behind(place, e);
            } catch (SourceUnreadable e) {
                // Some interfaces answer 404 after the last page.
                if (e.reason() != Reason.ADDRESS_MISSING || rows == 0 || paging.kind() == Paging.Kind.NONE) {
                    throw e;
                }
                place = null;
            }
        }
        tellRest();
    }

    /// @return the next page, null after the last
    private @Nullable Place read(Place place, RowWriter out) throws IOException, SourceUnreadable, ApiPage.NoJson {
        ApiClient.Response answer = client.get(place.uri(), key);
        ApiPage page = ApiPage.of(answer, table.rows());
        broken = 0;
        last = page;
        boolean again = page.rows().equals(before);
        // If the document does not say whether pages count from 0 or 1, the first page was requested without a
        // number and page 1 may repeat it.
        boolean counting = paging.first() == null && place.number() != null && place.number() == 1;
        if (page.rows().isEmpty() || (again && !counting)) {
            return null;
        }
        if (!again && !written(page.rows(), out)) {
            enough = true;
            return null;
        }
        before = page.rows();
        return whole(page) ? null : after(place, answer, page);
    }

    /// The page after a broken one, if pages are numbered and earlier pages were readable.
    private Place behind(Place place, ApiPage.NoJson e) throws SourceUnreadable {
        Place next = rows > 0 && ++broken < MOST_BROKEN ? counted(place, paging.rows()) : null;
        if (next == null) {
            throw noJson(e);
        }
        rejects.add(rows + 1, Rejects.Reason.NO_JSON, e.text());
        return next;
    }

    private SourceUnreadable noJson(ApiPage.NoJson e) {
        return new SourceUnreadable(Reason.NO_JSON, first.getPath() + ": " + e.getMessage(), e);
    }

    private boolean whole(ApiPage page) {
        Long total = page.total();
        return total != null && total > 0 && rows >= total;
    }

    /// Adds notes about rows that could not be read.
    private void tellRest() {
        ApiPage page = last;
        if (cancelled || enough || page == null) {
            return;
        }
        Long total = page.total();
        if (total != null && total > 0 && total != rows) {
            notes.add(new Note("total-differs", Map.of("rows", Long.toString(rows), "total", Long.toString(total))));
        } else if (page.more() && !page.rows().isEmpty()) {
            notes.add(new Note("pages-left", Map.of("rows", Long.toString(rows))));
        }
    }

    /// Writes the rows of a page. Returns false if no more rows are wanted.
    private boolean written(List<JsonNode> page, RowWriter out) throws IOException {
        for (JsonNode row : page) {
            rows++;
            if (row.isObject()) {
                write(row, out);
            } else {
                rejects.add(rows, Rejects.Reason.NO_JSON, row.toString());
            }
            if (cancelled || rows == sample) {
                return false;
            }
        }
        return true;
    }

    private void write(JsonNode row, RowWriter out) throws IOException {
        @Nullable String[] cells = new String[table.fields().size()];
        tree.fill(row, cells, undescribed);
        for (String cell : cells) {
            out.cell(cell);
        }
        out.endRow();
    }

    /// @return the next page, null if there is none
    private @Nullable Place after(Place place, ApiClient.Response answer, ApiPage page) throws SourceUnreadable {
        URI link = answer.next();
        String next = page.next();
        if (link == null && next != null && next.matches("(?:https?://|/).*")) {
            link = answer.from().resolve(ApiClient.encoded(next));
        }
        if (link != null) {
            linked = true;
            return fresh(ApiClient.within(first, link));
        }
        if (linked) {
            return null;
        }
        if (paging.kind() == Paging.Kind.CURSOR) {
            return next == null ? null : fresh(with(next));
        }
        // `next: null`
        boolean over = page.nextKnown() && next == null;
        return over ? null : counted(place, page.rows().size());
    }

    /// The page of the address, null if it was already read: links may form a cycle.
    private @Nullable Place fresh(URI uri) {
        return seen.add(uri) ? new Place(uri, null) : null;
    }

    private @Nullable Place counted(Place place, long rowsOfPage) throws SourceUnreadable {
        Long number = place.number();
        return switch (paging.kind()) {
            case NUMBER -> place(number == null ? 1 : number + 1);
            case OFFSET -> rowsOfPage == 0 ? null : place((number == null ? 0 : number) + rowsOfPage);
            case NONE, CURSOR -> null;
        };
    }

    private Place place(@Nullable Long number) throws SourceUnreadable {
        return new Place(with(number == null ? null : Long.toString(number)), number);
    }

    private URI with(@Nullable String at) throws SourceUnreadable {
        try {
            URIBuilder uri = new URIBuilder(first);
            table.parameters().forEach(uri::setParameter);
            if (paging.size() != null) {
                uri.setParameter(paging.size(), Long.toString(paging.rows()));
            }
            if (paging.at() != null && at != null) {
                uri.setParameter(paging.at(), at);
            }
            return uri.build();
        } catch (URISyntaxException e) {
            throw new SourceUnreadable(Reason.OTHER, first.getPath(), e);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        client.cancel();
    }

    @Override
    public Rejects rejects() {
        return rejects;
    }

    /// Notes about the table, available after its rows were read.
    List<Note> notes() {
        List<Note> all = new ArrayList<>(notes);
        if (!undescribed.isEmpty()) {
            all.add(new Note("undescribed", Map.of("names", String.join(", ", undescribed))));
        }
        return all;
    }
}
