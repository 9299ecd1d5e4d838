// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { Problem } from '@/api/problem'
import ListPage from '@/shared/ListPage.vue'
import { onPage } from '@/testing/page'

function list(props: Record<string, unknown>) {
  return defineComponent({
    setup: () => () =>
      h(
        ListPage<{ name: string }>,
        {
          label: '清单',
          columns: [{ key: 'name', title: '名称', sort: true }],
          rows: [{ name: '甲' }],
          total: 1,
          loading: false,
          problem: undefined,
          emptyText: '没有',
          ...props,
        },
        { row: ({ row }: { row: { name: string } }) => h('tr', [h('td', row.name)]) },
      ),
  })
}

describe('a list', () => {
  it('asks for its file with what its rows were asked with, and with nothing else of its address', async () => {
    const query = { page: 3, size: 50, sort: '-name', q: '社保 卡', state: undefined, within: 30, late: true }
    const wrapper = await onPage(list({ exportPath: '/api/things', query }))
    expect(wrapper.findAll('a').map((one) => one.attributes('href'))).toEqual([
      '/api/things/export.xlsx?sort=-name&q=%E7%A4%BE%E4%BF%9D+%E5%8D%A1&within=30&late=true',
      '/api/things/export.csv?sort=-name&q=%E7%A4%BE%E4%BF%9D+%E5%8D%A1&within=30&late=true',
    ])
  })
  it('says which order or filter was refused', async () => {
    const problem = new Problem(422, 'platform/invalid-input', '有 1 处填写不正确。', [
      { field: 'sort', message: '此列表不能按“x”排序，可选：name。' },
    ])
    const wrapper = await onPage(list({ problem }))
    expect(wrapper.get('[role="alert"]').text()).toBe('此列表不能按“x”排序，可选：name。')
  })
})
