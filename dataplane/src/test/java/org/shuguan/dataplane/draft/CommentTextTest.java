package org.shuguan.dataplane.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommentTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "API 接收结果的编码 | API 接收结果的编码 | ``",
                "性别。0：女，1：男 | 性别 | 0:女；1:男",
                "性别。0：女 | 性别 | 0:女",
                "状态(0正常 1停用) | 状态 | 0:正常；1:停用",
                "删除标志（0代表存在 2代表删除） | 删除标志 | 0:存在；2:删除",
                "成员姓名_member_name | 成员姓名 | ``",
                "姓名* | 姓名 | ``",
                "券类型，如果是0则通用券，用户领取；如果是1则注册券；如果是2则兑换券； | 券类型 | 0:通用券，用户领取；1:注册券；2:兑换券",
                "限制值，goods_type如果是0则空集合，如果是1则类目集合 | 限制值 | ``",
                "如果是开团用户，则为0 | `` | ``",
                "文件 URL | 文件 URL | ``",
                "表编号 | 表编号 | ``",
                "* 姓名 xm | 姓名 | ``",
                "优惠券数量，如果是0，则是无限量 | 优惠券数量 | ``",
                "是否主键（1是） | 是否主键 | 1:是",
                "0表示群发消息 | `` | 0:群发消息",
                "性别0男1女 | 性别 | 0:男；1:女",
                "1、男 2、女 | `` | 1:男；2:女",
                "审核状态 0->待审核;1->通过;2->驳回 | 审核状态 | 0:待审核；1:通过；2:驳回",
                "上架状态(正常:0,停用:1) | 上架状态 | 0:正常；1:停用",
                "模板（crud单表操作 tree树表操作） | 模板 | ``",
                "启用状态 1启用（默认） 2停用 | 启用状态 | 1:启用（默认）；2:停用",
                "主键ID | 编号 | ``",
                "金额(万元) | 金额(万元) | ``",
                "身份证（正面）照片 | 身份证（正面）照片 | ``",
                "图片地址列表，采用JSON数组格式 | 图片地址列表 | ``",
                "联系方式（手机或座机 | 联系方式 | ``",
                "身份证号 18位 | 身份证号 | ``",
                "可重定向的 URI 地址 | 可重定向的 URI 地址 | ``",
                "IP地址 MAC地址 | IP地址 | ``",
                "2023年 2024年收入 | 2023年 | ``",
                "result 1:success 2:failed | result | 1:success；2:failed"
            })
    void aNameAndItsCodesAreCutRightly(String comment, String name, String codes) {
        CommentText text = CommentText.of(comment, "xm");
        assertThat(text.name()).isEqualTo(name);
        assertThat(CodeText.written(text.codes())).isEqualTo(codes);
    }

    @Property(tries = 300)
    void anyCommentGivesANameThatStandsInIt(
            @ForAll
                    @StringLength(max = 40)
                    @CharRange(from = '0', to = '9')
                    @CharRange(from = '一', to = '丙')
                    @CharRange(from = '（', to = '）')
                    @CharRange(from = ' ', to = '/')
                    String comment) {
        CommentText text = CommentText.of(comment, "xm");
        assertThat(text.name().equals("编号") || comment.replaceAll("\\s+", " ").contains(text.name()))
                .isTrue();
        assertThat(text.name()).doesNotEndWith("（").doesNotEndWith("(");
    }

    @Property(tries = 300)
    void writtenCodesAreReadAgain(
            @ForAll @StringLength(min = 1, max = 6) @CharRange(from = '一', to = '丙') String first,
            @ForAll @StringLength(min = 1, max = 6) @CharRange(from = '丁', to = '下') String second) {
        List<DraftEntry.Code> codes = List.of(new DraftEntry.Code("0", first), new DraftEntry.Code("1", second));
        assertThat(CodeText.read(CodeText.written(codes))).contains(codes);
    }
}
