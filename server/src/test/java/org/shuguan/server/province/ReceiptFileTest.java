package org.shuguan.server.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Spreadsheet;

/// Receipts of the province as they come.
class ReceiptFileTest {
    private static final String NUMBER = "SB2026-000001";
    private static final String HEAD = "批次号,行号,结果,原因\n";

    @Property
    void whatIsWrittenIsRead(@ForAll("lines") List<List<String>> lines) throws CsvText.Unclosed {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(CsvText.line(line)));
        assertThat(CsvText.read(text.toString()))
                .extracting(CsvText.Line::cells)
                .isEqualTo(lines);
    }

    @Provide
    Arbitrary<List<List<String>>> lines() {
        return Arbitraries.strings()
                .withChars('a', '"', ',', '\n', '\r', ' ', '省', '\'')
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(6);
    }

    @Property
    void aReceiptIsReadAsTheProvinceWroteIt(@ForAll("reasons") List<String> reasons, @ForAll boolean gb18030) {
        List<ReceiptFile.Answer> answers = new ArrayList<>();
        StringBuilder text = new StringBuilder(CsvText.line(ReceiptHeadings.USUAL.all()));
        for (int i = 0; i < reasons.size(); i++) {
            boolean accepted = reasons.get(i).isEmpty();
            answers.add(new ReceiptFile.Answer(i + 1, accepted, reasons.get(i)));
            text.append(CsvText.line(List.of(NUMBER, Integer.toString(i + 1), accepted ? "成功" : "拒绝", reasons.get(i))));
        }
        Charset charset = gb18030 ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
        assertThat(ReceiptFile.read(text.toString().getBytes(charset), ReceiptHeadings.USUAL, NUMBER, reasons.size()))
                .isEqualTo(answers);
    }

    /// Of several characters, so that a text in GB18030 is never one in UTF-8 by chance.
    @Provide
    Arbitrary<List<String>> reasons() {
        return Arbitraries.strings()
                .withChars('不', '符', '"', ',', '\n', '9')
                .ofMaxLength(8)
                .map(text -> text.strip())
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "SB2026-000009,1,成功, province-receipt-batch",
        "SB2026-000001,0,成功, province-receipt-row",
        "SB2026-000001,4,成功, province-receipt-row",
        "SB2026-000001,1.0,成功, province-receipt-row",
        "SB2026-000001,99999999999999999999,成功, province-receipt-row",
        "SB2026-000001,3,成功, province-receipt-twice",
        "SB2026-000001,1,通过, province-receipt-result",
        "SB2026-000001,1,, province-receipt-result"
    })
    void aLineThatIsWrongIsTold(String batch, String row, String result, String code) {
        assertThat(errors(
                        HEAD + NUMBER + ",3,成功,\n" + batch + "," + row + "," + (result == null ? "" : result) + ",\n"))
                .containsExactly("file " + code + " 3");
    }

    @Test
    void aFileThatIsNoReceiptIsRefused() {
        assertThat(errors("行号,结果,原因\n1,成功,\n")).containsExactly("file province-receipt-headings null");
        assertThat(errors(HEAD)).containsExactly("file province-receipt-empty null");
        assertThat(errors("")).containsExactly("file province-receipt-headings null");
        assertThat(errors(HEAD + NUMBER + ",1,失败,\"没有结束\n" + NUMBER + ",2,成功,\n"))
                .containsExactly("file province-receipt-quote 2");
    }

    @Test
    void aWorkbookWithOtherHeadingsIsRead() {
        ReceiptHeadings headings = new ReceiptHeadings("任务号", "序号", "状态", "说明");
        byte[] book = new Spreadsheet(
                        "回执", headings.all(), List.of(List.of(NUMBER, 1, "接收", ""), List.of(NUMBER, 2, "失败", "证件号有误")))
                .xlsx();
        assertThat(ReceiptFile.read(book, headings, NUMBER, 2))
                .containsExactly(new ReceiptFile.Answer(1, true, ""), new ReceiptFile.Answer(2, false, "证件号有误"));
    }

    private static List<String> errors(String text) {
        try {
            ReceiptFile.read(text.getBytes(StandardCharsets.UTF_8), ReceiptHeadings.USUAL, NUMBER, 3);
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream()
                    .map(error -> error.field() + " " + error.code() + " "
                            + error.facts().get("line"))
                    .toList();
        }
    }
}
