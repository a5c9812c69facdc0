"""What each field of a document is called, for differences and lints."""

from __future__ import annotations

from tongban.kernel.text import Text

_WORDS = """
code|编码|code
basic|基本编码|basic code
agency|实施机关代码|agency code
agency_name|实施机关|agency
region|区划|region
level|行使层级|level
name|名称|name
type|类型|type
line|主管部门|line
basis|设定依据|setting basis
handling_name|业务办理项名称|handling item
aliases|别名|other names
summary|说明|summary
themes|主题|themes
popularity|常用程度|popularity
audiences|服务对象|audiences
local_basic_code|地方基本编码|local basic code
local_code|地方编码|local code
body_nature|实施主体性质|nature of the body
entrusted_by|委托部门|entrusted by
power_source|权力来源|source of power
co_agencies|联办机构|other agencies
handling|办件类型|kind of handling
statutory|法定时限|statutory time
statutory_note|法定时限说明|note on the statutory time
committed|承诺时限|promised time
committed_note|承诺时限说明|note on the promised time
special_procedures|特别程序|special procedures
handling_forms|办理形式|ways to apply
handling_area|通办范围|where one may apply
visits|到现场次数|visits
in_person_reason|必须现场办理原因|reason for the visit
in_person_article|到场依据|basis for the visit
online|是否网办|on line
online_depth|网办深度|depth on the net
online_url|网上办理地址|address on the net
mobile_url|移动端办理地址|mobile address
net_only_article|只许网办的依据|basis for net only
posts_materials|材料可邮寄|materials by post
posts_result|结果可邮寄|result by post
bookable|可预约|bookable
self_service|可自助办理|self-service terminals
min_assurance|最低身份等级|lowest identity level
quantity_limit|数量限制|limit of number
intermediaries|中介服务|intermediary services
conditions|受理条件|conditions
materials|申请材料|materials
no_materials|不需要材料|no materials
needs|用到的数据|data used
situations|情形|situations
steps|办理流程|steps
results|办理结果|results
charged|是否收费|charged
fees|收费项目|fees
payment_ways|缴费方式|ways to pay
pays_online|网上支付|paid on line
consult_phone|咨询电话|phone for questions
complaint_phone|投诉电话|phone for complaints
places|办理地点|places
remedies|救济途径|remedies
first|复议前置|must come first
rights|权利义务|rights and duties
faqs|常见问题|common questions
form|表单|form
decision_table|决策表|decision table
flow|办理流程|flow
certificate_type|证照类型|certificate type
commitment_allowed|可告知承诺|commitment allowed
commitment|承诺内容|commitment
no_application|免申即享|without application
plan_effective_date|计划生效日期|planned effective date
plan_cancel_date|计划取消日期|planned end date
extra|其他信息|other data
text|内容|text
article|依据|article
format|形式|format
category|分类|category
origin|来源渠道|origin
origin_note|来源渠道说明|note on the origin
necessity|必要性|necessity
later_within|容缺补交期限|may be promised for
later_before_handover|领证前补齐即可|needed before the hand-over
copies|份数|copies
page_format|规格|page format
source|数据来源|source
elements|数据元|elements
element|数据元|element
satisfied_by|可由证照代替|satisfied by
borrowed|可用他人授权的证照|may be lent
area_assessment|可由区域评估代替|replaced by an area assessment
site|建设地点数据元|element of the site
fallback|查不到时|when the source is silent
dispute|异议途径|how to dispute
help|填报须知|help
acceptance_standard|受理标准|acceptance standard
blank_form|空白表格|blank form
sample|样本|sample
question|问题|question
answer|回答|answer
kind|类型|kind
by|办理人|by
span|时限|time
standard|标准|standard
amount|金额|amount
currency|币种|currency
reducible|可减免|reducible
reduction_article|减免依据|basis of the reduction
max_span|最长时限|longest time
body|受理机关|body
address|地址|address
phone|电话|phone
url|网址|address on the net
hours|办公时间|hours
traffic|交通指引|how to get there
in_service_centre|进驻大厅|in the service centre
"""

FIELD_LABELS: dict[str, Text] = {
    field: Text.of(zh, en)
    for field, zh, en in (line.split("|") for line in _WORDS.strip().splitlines())
}
