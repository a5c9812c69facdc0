"""Every reason by its stable code, in both languages."""

from __future__ import annotations

from collections.abc import Mapping


def _words(zh: str, en: str) -> Mapping[str, str]:
    return {"zh-Hans": zh, "en": en}


WORDS: Mapping[str, Mapping[str, str]] = {
    "verify.valid": _words(
        "证照真实有效：印章、内容、签发机构、存证和状态均核验通过。",
        "Genuine and valid: seal, content, issuer, log and status all hold.",
    ),
    "verify.valid_code": _words(
        "二维码真实，证照有效。二维码可以被拍照转发，请将脱敏姓名与持证人、证照原件核对。",
        "The code is genuine and the certificate valid. A code can be photographed and passed on:"
        " compare the masked name with the person and the certificate.",
    ),
    "verify.valid_copy": _words(
        "加注件真实有效，只供所写的使用人用于所写的用途，其他人或其他用途无效。",
        "This annotated copy is genuine and in force, for the user and purpose it names and no"
        " other.",
    ),
    "verify.copy": _words(
        "这是加注件，在使用期限内；请核对使用人和用途。",
        "This is an annotated copy within its term; compare its user and purpose.",
    ),
    "verify.copy_expired": _words(
        "加注件真实，但已过使用期限。", "This annotated copy is genuine, but past its term."
    ),
    "verify.copy_not_yet": _words(
        "那一天还没有这份加注件。", "On that day this annotated copy had not been made yet."
    ),
    "verify.copy_withdrawn": _words(
        "持证主体已收回这份加注件。", "The holder has withdrawn this annotated copy."
    ),
    "verify.seal": _words(
        "印章和文件完整，签发后一个字节也没有改动。",
        "The seal holds: not one byte was changed after sealing.",
    ),
    "verify.altered": _words(
        "文件内容或印章在签发之后被改动过，不能作为凭证。请向持证人索取原文件。",
        "The file or its seal was changed after it was issued; it proves nothing."
        " Ask the holder for the original file.",
    ),
    "verify.unreadable": _words(
        "这不是本平台签发的证照文件，或已损坏、被另存过。请选择证照原文件。",
        "This is no certificate file issued here, or it is damaged or was saved by another"
        " program. Choose the certificate's own file.",
    ),
    "verify.no_record": _words(
        "文件盖有印章，但里面没有证照记录，无法核验。请重新下载证照文件。",
        "The file is sealed but carries no certificate record to verify. Download it again.",
    ),
    "verify.content": _words(
        "显示的内容与签发时登记的证照记录一致。", "The content shown is what was recorded at issue."
    ),
    "verify.other_content": _words(
        "文件显示的内容与证照记录不一致，不能作为凭证。",
        "The content shown is not what the certificate's record says; it proves nothing.",
    ),
    "verify.issuer": _words(
        "签发机构可信，并且有权签发这类证照。",
        "The issuer is known and may issue this type of certificate.",
    ),
    "verify.supervised": _words(
        "监制章核验通过：监制机构对证照记录的用印真实有效。",
        "The supervising seal holds: the supervising body sealed this very record.",
    ),
    "verify.not_supervised": _words(
        "这份证照应当加盖监制章，文件中没有。请重新下载证照文件。",
        "This certificate must carry a supervising seal, and the file has none. Download it again.",
    ),
    "verify.supervision_broken": _words(
        "监制章不是盖在这份证照记录上的，或已被改动，不能作为凭证。",
        "The supervising seal is not on this record, or was changed; the file proves nothing.",
    ),
    "verify.supervision_unasked": _words(
        "证照记录没有写明监制机构，文件中却有监制章，不能作为凭证。",
        "The file carries a supervising seal that its record does not name; it proves nothing.",
    ),
    "verify.other_supervisor": _words(
        "加盖监制章的机构与证照记录中的监制机构不是同一机构。",
        "The body that put the supervising seal on it is not the one its record names.",
    ),
    "verify.unknown_issuer": _words(
        "签发印章不能追溯到受信任的根证书，无法确认签发机构。",
        "The seal's certificate leads to no trusted root: who issued it cannot be confirmed.",
    ),
    "verify.seal_not_in_force": _words(
        "盖章时该印章或其数字证书不在有效期内。",
        "When it was sealed, the seal or its certificate was out of its term.",
    ),
    "verify.seal_revoked": _words(
        "盖章时该印章已停用或注销，文件不能作为凭证。请向签发机关核实。",
        "When it was sealed, the seal had already been suspended or revoked: the file proves"
        " nothing. Ask its issuer.",
    ),
    "verify.other_issuer": _words(
        "盖章机构与证照记录中的签发机构不是同一机构。",
        "The body that sealed it is not the body its record names as issuer.",
    ),
    "verify.type_not_theirs": _words(
        "该机构无权签发这类证照。", "This body may not issue certificates of this type."
    ),
    "verify.logged": _words(
        "签发已记入存证日志，并由见证方签名。", "Its issue is in the evidence log, as witnessed."
    ),
    "verify.logged_unwitnessed": _words(
        "签发已记入存证日志；这个日志没有设见证方。",
        "Its issue is in the evidence log; this log has no witnesses.",
    ),
    "verify.logged_soon": _words(
        "证照真实，签发登记尚在写入存证日志的承诺期内。请稍后再核验一次。",
        "Genuine so far: the log has promised to include its issue and still has time."
        " Verify again a little later.",
    ),
    "verify.not_logged": _words(
        "存证日志承诺的期限已过，文件中没有入链证明。请在线核验，或请持证人重新下载证照文件。",
        "The log's promise is overdue and the file carries no proof of inclusion."
        " Verify online, or ask the holder to download the file again.",
    ),
    "verify.no_log_proof": _words(
        "没有签发登记的存证证明，或证明不成立。",
        "There is no proof, or none that holds, that its issue was logged.",
    ),
    "verify.other_leaf": _words(
        "存证叶登记的不是这份证照记录。", "The evidence leaf is about another record than this one."
    ),
    "verify.back_dated": _words(
        "倒签：记录写明的签发时间与存证时间不符。",
        "Back-dated: the moment of issue in the record is not when it was logged.",
    ),
    "verify.clock": _words(
        "签发或盖章时间晚于现在，请检查本机时钟后再核验。",
        "It was issued or sealed after now, says its clock: check this machine's clock and retry.",
    ),
    "verify.status": _words(
        "截至状态更新时间，证照处于有效状态。",
        "Its status was good when the list of changes was made.",
    ),
    "verify.status_older": _words(
        "信任包早于证照的签发，无法知道证照的现状。请更新信任包或在线核验。",
        "The trust bundle is older than the certificate and cannot know its status."
        " Get a new bundle or verify online.",
    ),
    "verify.revoked": _words(
        "证照已被撤销、吊销、注销或转出，不再有效。",
        "It was rescinded, revoked, cancelled or transferred out and is no longer valid.",
    ),
    "verify.suspended": _words(
        "证照已被暂扣，恢复前不能使用。",
        "It is suspended and may not be used until it is given back.",
    ),
    "verify.lapsed": _words("证照已失效。", "It has lapsed."),
    "verify.term": _words("在有效期内。", "It is within its term."),
    "verify.expired": _words("证照真实，但已过有效期。", "Genuine, but past its term."),
    "verify.not_yet": _words(
        "证照真实，但那一天尚未生效或尚未签发。",
        "Genuine, but not yet in force, or not yet issued, on that day.",
    ),
    "verify.code": _words(
        "二维码由本平台签名，未被改动。", "The code is signed by the platform and unchanged."
    ),
    "verify.code_not_signed": _words(
        "二维码不是本平台签名的，或已被改动，不能作为凭证。",
        "The code is not signed by a key known here, or was changed; it proves nothing.",
    ),
    "verify.code_unreadable": _words(
        "这不是证照二维码的内容。请扫描证照上的二维码。",
        "This is not what the QR code of a certificate says. Scan the certificate's own code.",
    ),
    "verify.picture_too_large": _words(
        "图片太大（最多 16 MB、1600 万像素）。请裁剪出二维码部分后再试。",
        "The picture is too large (at most 16 MB and 16 million pixels). Cut out the code and"
        " try again.",
    ),
    "verify.picture_unreadable": _words(
        "这张图片已损坏，打不开。请重新拍照或截图。",
        "This picture is damaged and cannot be opened. Take it again.",
    ),
    "verify.picture_without_code": _words(
        "图片里没有找到证照二维码。请把二维码拍清楚、拍完整，或输入证照标识。",
        "No QR code of a certificate was found in the picture. Take one that shows the whole code"
        " sharply, or type the identifier.",
    ),
    "verify.picture_several_codes": _words(
        "图片里有几份证照的二维码，请一次只核验一份。",
        "The picture shows the codes of several certificates: verify one at a time.",
    ),
    "verify.not_fresh": _words(
        "二维码不随时间变化：它只证明证照存在，不证明出示人就是持证人。",
        "A code stays the same: it proves that the certificate exists, not who shows it.",
    ),
}
