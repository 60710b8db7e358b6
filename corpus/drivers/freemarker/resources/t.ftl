<#macro row i n>${n}: ${i.name?upper_case} ${i.price?string("0.00")} ${i.label(n)}
</#macro>
<#list items?sort_by("price")?reverse as i><@row i=i n=i?index/></#list>
<#assign x = items?map(i -> i.name)?join(",")>${x} ${when?datetime?iso_utc} ${"a b c"?split(" ")?size} ${1234567.891?string.number}
<#if items?size gt 1>many<#else>few</#if> <#switch x><#case "a,b">ab<#break></#switch>
