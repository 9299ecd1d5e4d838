package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.CellText;

/// CSV (RFC 4180) with a heading.
final class CsvFile extends RowFile {
    private final OutputStream out;
    private final CharsetEncoder encoder;
    private final boolean forSpreadsheets;
    private List<Column> columns = List.of();

    CsvFile(OutputStream out, Encoding encoding) {
        super(Long.MAX_VALUE, false);
        this.out = out;
        this.encoder = Charset.forName(encoding.charset())
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.forSpreadsheets = encoding == Encoding.UTF8_BOM;
    }

    @Override
    void begin(List<Column> all) throws IOException {
        columns = all;
        if (forSpreadsheets) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        line(all.stream().map(Column::name).toList());
    }

    @Override
    void write(List<@Nullable Object> row) throws IOException {
        line(row);
    }

    private void line(List<? extends @Nullable Object> row) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>(row);
        if (forSpreadsheets) {
            cells.replaceAll(cell -> cell instanceof String text ? CellText.written(text) : cell);
        }
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(RowText.line(cells)));
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } catch (CharacterCodingException e) {
            throw unwritable(cells, e);
        }
    }

    private RowsUnwritable unwritable(List<@Nullable Object> cells, CharacterCodingException cause) {
        encoder.reset();
        for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            for (int sign :
                    cell == null ? new int[0] : RowText.text(cell).codePoints().toArray()) {
                if (!encoder.canEncode(Character.toString(sign))) {
                    return RowsUnwritable.character(rows(), columns.get(i).name(), sign);
                }
            }
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
