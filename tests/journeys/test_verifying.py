"""A stranger checks a file: the real one, one with a changed byte, and something else."""

from __future__ import annotations

import base64
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_wallet import fit_for_all, open_marriage_certificate
from tongban.site.demo.cast import COUPLE

WIFE = COUPLE[1]
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  const form = document.querySelector("form[data-drop]");
  const about = { dataTransfer: carried, bubbles: true, cancelable: true };
  form.dispatchEvent(new DragEvent("drop", about));
}"""


def test_a_file_is_judged_by_its_bytes_chosen_or_dropped(visit: Callable[..., Page]):
    holder = visit()
    open_marriage_certificate(holder, WIFE.name)
    address = str(holder.locator("a[href$='.ofd']").get_attribute("href"))
    data = holder.context.request.get(holder.url.partition("/certificates")[0] + address).body()

    stranger = visit(width=320)
    stranger.goto("/verify")
    fit_for_all(stranger)
    choose(stranger, data)
    status = stranger.get_by_role("status")
    expect(status).to_contain_text("真实")
    expect(stranger.locator("main")).to_contain_text("结婚证")
    assert WIFE.name not in stranger.content()
    stranger.get_by_text("核验了哪些内容").click()
    expect(stranger.locator(".checked")).to_contain_text("一个字节也没有改动")
    fit_for_all(stranger)

    changed = bytearray(data)
    changed[len(changed) // 2] ^= 1
    drop(stranger, bytes(changed))
    expect(stranger.get_by_role("status")).to_contain_text("签发后被改动过")
    expect(stranger.locator("main")).to_contain_text("不能作为凭证")
    fit_for_all(stranger)

    drop(stranger, b"just a letter")
    expect(stranger.get_by_role("status")).to_contain_text("不是本平台的证照文件")
    fit_for_all(stranger)


def test_it_works_without_javascript(visit: Callable[..., Page]):
    page = visit(java_script_enabled=False)
    page.goto("/verify")
    expect(page.get_by_role("button", name="用摄像头扫码")).to_be_hidden()
    choose(page, b"%PDF-1.7 nothing of ours")
    expect(page.get_by_role("status")).to_contain_text("不是本平台的证照文件")


def choose(page: Page, data: bytes) -> None:
    page.get_by_label("证照文件").set_input_files(
        {"name": "zhengzhao.ofd", "mimeType": "application/ofd", "buffer": data}
    )
    page.get_by_role("button", name="核验文件").click()


def drop(page: Page, data: bytes) -> None:
    with page.expect_navigation():
        page.evaluate(DROP, ["zhengzhao.ofd", base64.b64encode(data).decode()])
